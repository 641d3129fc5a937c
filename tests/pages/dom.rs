//! A page as a browser's parser reads it.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use std::rc::Rc;

/// A parsed page.
pub struct Page {
    document: Handle,
    /// What the parser complained of.
    pub errors: Vec<String>,
}

impl Page {
    /// The page of a text.
    pub fn of(text: &str) -> Page {
        let dom = parse_document(RcDom::default(), ParseOpts::default()).one(text);
        let errors = dom
            .errors
            .borrow()
            .iter()
            .map(ToString::to_string)
            .collect();
        Page {
            document: dom.document,
            errors,
        }
    }

    /// Every element, in order.
    pub fn elements(&self) -> Vec<Element> {
        let mut found = Vec::new();
        collect(&self.document, &mut found);
        found
    }

    /// The elements of a tag.
    pub fn all(&self, tag: &str) -> Vec<Element> {
        let all = self.elements().into_iter();
        all.filter(|element| element.tag() == tag).collect()
    }

    /// The element of an id; fails if there is none.
    pub fn by_id(&self, id: &str) -> Element {
        let mut all = self.elements().into_iter();
        let found = all.find(|element| element.attr("id").as_deref() == Some(id));
        found.unwrap_or_else(|| panic!("no element #{id}"))
    }
}

/// An element of a page.
#[derive(Clone)]
pub struct Element(Handle);

impl Element {
    /// Its tag.
    pub fn tag(&self) -> String {
        match &self.0.data {
            NodeData::Element { name, .. } => name.local.to_string(),
            _ => String::new(),
        }
    }

    /// Its attributes.
    pub fn attrs(&self) -> Vec<(String, String)> {
        match &self.0.data {
            NodeData::Element { attrs, .. } => (attrs.borrow().iter())
                .map(|attr| (attr.name.local.to_string(), attr.value.to_string()))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// An attribute; `None` if it has not.
    pub fn attr(&self, name: &str) -> Option<String> {
        let attrs = self.attrs().into_iter();
        attrs
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value)
            .next()
    }

    /// The elements within it, in order.
    pub fn within(&self) -> Vec<Element> {
        let mut found = Vec::new();
        let children = self.0.children.borrow();
        children.iter().for_each(|child| collect(child, &mut found));
        found
    }

    /// Those of a tag.
    pub fn all(&self, tag: &str) -> Vec<Element> {
        let all = self.within().into_iter();
        all.filter(|element| element.tag() == tag).collect()
    }

    /// Its children that are elements.
    pub fn children(&self) -> Vec<Element> {
        let children = self.0.children.borrow();
        let elements = children
            .iter()
            .filter(|child| matches!(child.data, NodeData::Element { .. }));
        elements.map(|child| Element(Rc::clone(child))).collect()
    }

    /// The text that a reader of a language sees.
    pub fn text(&self, lang: &str) -> String {
        let mut text = String::new();
        let hidden = if lang == "zh" { "en" } else { "zh" };
        read(&self.0, hidden, &mut text);
        text.trim().to_owned()
    }
}

fn collect(node: &Handle, found: &mut Vec<Element>) {
    if let NodeData::Element { .. } = node.data {
        found.push(Element(Rc::clone(node)));
    }
    let children = node.children.borrow();
    children.iter().for_each(|child| collect(child, found));
}

fn read(node: &Handle, hidden: &str, text: &mut String) {
    match &node.data {
        NodeData::Text { contents } => text.push_str(&contents.borrow()),
        NodeData::Element { .. }
            if Element(Rc::clone(node)).attr("lang").as_deref() == Some(hidden) => {}
        _ => {
            let children = node.children.borrow();
            children.iter().for_each(|child| read(child, hidden, text));
        }
    }
}
