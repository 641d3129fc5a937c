//! A map of units from the outlines that a data set brings. Longitudes and latitudes become pixels; each area is a link.

use super::words::{Words, html};
use crate::observation::Boundaries;
use serde::Serialize;
use serde_json::Value;
use std::fmt::Write;

/// One area of a map.
#[derive(Clone, Debug)]
pub struct Area {
    /// The unit's code.
    pub code: String,
    /// Where its page is.
    pub link: String,
    /// Its name.
    pub name: Words,
    /// Its value, as it is shown.
    pub value: Words,
    /// Its class, 0 where nothing is known, else 1 to 5.
    pub class: usize,
}

/// A drawn map, and one of the areas that are too small for their names in it.
#[derive(Clone, Debug, Serialize)]
pub struct Map {
    whole: String,
    inset: Option<String>,
}

type Point = (f64, f64);

/// An outline in longitudes and latitudes.
struct Outline<'a> {
    area: &'a Area,
    rings: Vec<Vec<Point>>,
}

/// A rectangle of the earth, and the pixels it becomes.
struct Window {
    west: f64,
    north: f64,
    /// Pixels of a degree of longitude and of latitude.
    scale: (f64, f64),
    size: (f64, f64),
}

/// The width of a map in pixels, and of the enlarged part of it.
const WIDTH: f64 = 600.0;
const INSET_WIDTH: f64 = 400.0;
/// An area that is narrower has no room for its name.
const NAME_WIDTH: f64 = 58.0;
/// An area that is lower has none either.
const NAME_HEIGHT: f64 = 44.0;

/// The map of some areas; `None` if none of them is outlined.
pub fn map(boundaries: &Boundaries, areas: &[Area]) -> Option<Map> {
    let outlines = outlines(boundaries, areas);
    let window = Window::around(outlines.iter(), 0.0, WIDTH)?;
    let small = |outline: &&Outline| {
        let (west, south, east, north) = extent([*outline].into_iter()).unwrap_or_default();
        (east - west) * window.scale.0 < NAME_WIDTH
            || (north - south) * window.scale.1 < NAME_HEIGHT
    };
    let inset: Vec<&Outline> = outlines.iter().filter(small).collect();
    let whole = draw(&outlines, &window, |outline| !small(&outline));
    let inset = (!inset.is_empty()).then(|| {
        let window = Window::around(inset.iter().copied(), 0.12, INSET_WIDTH)?;
        let inside = |outline: &Outline| window.holds_centre(outline);
        Some(draw(&outlines, &window, inside))
    });
    Some(Map {
        whole,
        inset: inset.flatten(),
    })
}

/// The outlines of the areas, in their order; coordinates that are no numbers are left out.
fn outlines<'a>(boundaries: &Boundaries, areas: &'a [Area]) -> Vec<Outline<'a>> {
    let json: Value = serde_json::from_str(&boundaries.text).unwrap_or_default();
    let features = json["features"].as_array();
    let of = |area: &'a Area| {
        let feature = features?.iter().find(|one| one["id"] == *area.code)?;
        let coordinates = &feature["geometry"]["coordinates"];
        let polygons: Vec<&Value> = match feature["geometry"]["type"].as_str()? {
            "Polygon" => vec![coordinates],
            "MultiPolygon" => coordinates.as_array()?.iter().collect(),
            _ => return None,
        };
        let rings = polygons.iter().filter_map(|polygon| polygon.as_array());
        let rings = rings.flatten().filter_map(ring).collect();
        Some(Outline { area, rings })
    };
    areas.iter().filter_map(of).collect()
}

fn ring(ring: &Value) -> Option<Vec<Point>> {
    let point = |point: &Value| Some((point[0].as_f64()?, point[1].as_f64()?));
    let points: Vec<Point> = ring.as_array()?.iter().filter_map(point).collect();
    (points.len() > 2).then_some(points)
}

/// West, south, east, north; `None` of nothing.
fn extent<'a>(outlines: impl Iterator<Item = &'a Outline<'a>>) -> Option<(f64, f64, f64, f64)> {
    let points = outlines.flat_map(|outline| outline.rings.iter().flatten());
    points.fold(None, |known, &(x, y)| {
        let (west, south, east, north) = known.unwrap_or((x, y, x, y));
        Some((west.min(x), south.min(y), east.max(x), north.max(y)))
    })
}

impl Window {
    /// The window around some outlines, wider by a share of its size; degrees of longitude are shorter away from the equator.
    fn around<'a>(
        outlines: impl Iterator<Item = &'a Outline<'a>>,
        wider: f64,
        width: f64,
    ) -> Option<Window> {
        let (west, south, east, north) = extent(outlines)?;
        let (dx, dy) = ((east - west) * wider, (north - south) * wider);
        let (west, south, east, north) = (west - dx, south - dy, east + dx, north + dy);
        let across = ((south + north) / 2.0).to_radians().cos().max(0.1);
        let scale = width / (east - west).max(1e-6);
        let height = (north - south) * scale / across;
        Some(Window {
            west,
            north,
            scale: (scale, scale / across),
            size: (width, height),
        })
    }

    fn pixel(&self, (x, y): Point) -> (i64, i64) {
        let across = (x - self.west) * self.scale.0;
        let down = (self.north - y) * self.scale.1;
        (across.round() as i64, down.round() as i64)
    }

    fn holds_centre(&self, outline: &Outline) -> bool {
        let (x, y) = self.pixel(centre(outline));
        let (width, height) = (self.size.0 as i64, self.size.1 as i64);
        (20..width - 20).contains(&x) && (15..height - 15).contains(&y)
    }
}

/// The centre of mass of the largest ring.
fn centre(outline: &Outline) -> Point {
    let weighed = outline.rings.iter().map(|ring| {
        let next = ring.iter().cycle().skip(1);
        let parts = ring.iter().zip(next).map(|(a, b)| {
            let cross = a.0 * b.1 - b.0 * a.1;
            (cross, (a.0 + b.0) * cross, (a.1 + b.1) * cross)
        });
        let sum = parts.fold((0.0, 0.0, 0.0), |sum, part| {
            (sum.0 + part.0, sum.1 + part.1, sum.2 + part.2)
        });
        (sum.0.abs(), (sum.1 / (3.0 * sum.0), sum.2 / (3.0 * sum.0)))
    });
    let largest = weighed.max_by(|a, b| a.0.total_cmp(&b.0));
    largest.map_or((0.0, 0.0), |(_, centre)| centre)
}

/// The areas of a window: fills, then the names of those that have room.
fn draw(outlines: &[Outline], window: &Window, has_name: impl Fn(&Outline) -> bool) -> String {
    let (width, height) = (window.size.0.round() as i64, window.size.1.round() as i64);
    let mut svg = format!(
        "<svg class=map viewBox=\"0 0 {width} {height}\" role=group aria-label=\"地图 Map\">"
    );
    for outline in outlines {
        let area = outline.area;
        let (link, label) = (
            html(&area.link),
            html(&format!("{} {}", area.name.plain(), area.value.plain())),
        );
        let _ = write!(
            svg,
            "<a href=\"{link}\" aria-label=\"{label}\"><path class=m{} d=\"{}\"/></a>",
            area.class,
            path(outline, window)
        );
    }
    let mut named: Vec<(i64, i64, &Outline)> = (outlines.iter())
        .filter(|outline| has_name(outline))
        .map(|outline| {
            let (x, y) = window.pixel(centre(outline));
            (x, y, outline)
        })
        .collect();
    move_apart(&mut named);
    for (x, y, outline) in named {
        let area = outline.area;
        let _ = write!(
            svg,
            "<text x={x} y={}>{}</text><text x={x} y={}>{}</text>",
            y - 3,
            area.name.tspans(),
            y + 13,
            area.value.tspans()
        );
    }
    svg + "</svg>"
}

/// The room that a name and its value take, half of it on each side.
const LABEL: (i64, i64) = (72, 34);

/// Moves names that would lie over each other up and down, as far as they need.
fn move_apart(named: &mut [(i64, i64, &Outline)]) {
    for at in 1..named.len() {
        for before in 0..at {
            let (x, y, other_x, other_y) =
                (named[at].0, named[at].1, named[before].0, named[before].1);
            let down = y - other_y;
            if (x - other_x).abs() < LABEL.0 && down.abs() < LABEL.1 {
                let by = (LABEL.1 - down.abs() + 1) / 2;
                let by = if down < 0 { -by } else { by };
                named[at].1 += by;
                named[before].1 -= by;
            }
        }
    }
}

/// Absolute for the first point of a ring, then the differences, which are shorter.
fn path(outline: &Outline, window: &Window) -> String {
    let mut path = String::new();
    for ring in &outline.rings {
        let mut last = window.pixel(ring[0]);
        let _ = write!(path, "M{} {}l", last.0, last.1);
        let mut first = true;
        for &point in &ring[1..] {
            let (x, y) = window.pixel(point);
            if (x, y) == last {
                continue;
            }
            let between = if first { "" } else { " " };
            let _ = write!(path, "{between}{} {}", x - last.0, y - last.1);
            (last, first) = ((x, y), false);
        }
        path.push('z');
    }
    path
}

/// The bounds of up to five classes that values fall into: equal steps of 1, 2, 5, 10 or 20.
pub fn classes(least: i64, most: i64) -> Vec<i64> {
    let steps = [1, 2, 5, 10, 20];
    let fits = |step: &&i64| most.div_euclid(**step) - least.div_euclid(**step) < 5;
    let step = steps.iter().find(fits).copied().unwrap_or(20);
    let first = least.div_euclid(step) * step;
    let count = (most.div_euclid(step) - least.div_euclid(step) + 1).clamp(1, 5);
    (0..=count).map(|at| first + at * step).collect()
}
