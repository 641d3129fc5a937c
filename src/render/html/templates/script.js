// Remembers language and theme, filters and sorts tables, opens evidence. Everything else works without it.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");

  function stored(key, value) {
    try {
      if (value === undefined) return localStorage.getItem("kaoping-" + key);
      localStorage.setItem("kaoping-" + key, value);
    } catch (error) { /* storage is off: the choice holds for this page */ }
    return null;
  }

  ["lang", "theme"].forEach(function (key) {
    var inputs = document.querySelectorAll("input[name=" + key + "]");
    var asked = new RegExp("[?&]" + key + "=(\\w+)").exec(location.search);
    var value = asked ? asked[1] : stored(key);
    function apply(chosen) {
      root.setAttribute("data-" + key, chosen);
    }
    inputs.forEach(function (input) {
      if (input.value === value) input.checked = true;
      if (input.checked) apply(input.value);
      input.addEventListener("change", function () {
        apply(input.value);
        stored(key, input.value);
        labels();
      });
    });
  });

  function isEnglish() { return root.getAttribute("data-lang") === "en"; }

  // Options and placeholders can't hold both languages in markup.
  function labels() {
    document.querySelectorAll("[data-zh]").forEach(function (element) {
      var text = element.getAttribute(isEnglish() ? "data-en" : "data-zh");
      if (element.tagName === "INPUT") element.placeholder = text;
      else element.textContent = text;
    });
  }

  function visible(element) {
    var parts = element.querySelectorAll("[lang=" + (isEnglish() ? "en" : "zh") + "]");
    return parts.length ? parts[0].textContent : element.textContent.trim();
  }

  // Filter: by verdict and by words, over every entry of the page.
  var verdict = document.getElementById("filter-verdict");
  var words = document.getElementById("filter-words");
  var count = document.getElementById("filter-count");
  function filter() {
    var wanted = verdict ? verdict.value : "";
    var sought = (words ? words.value : "").trim().toLowerCase();
    var shown = 0, all = 0;
    document.querySelectorAll("[data-entry]").forEach(function (entry) {
      var fits = (!wanted || entry.getAttribute("data-entry") === wanted) &&
        (!sought || entry.textContent.toLowerCase().indexOf(sought) >= 0);
      entry.hidden = !fits;
      all += 1;
      if (fits) shown += 1;
    });
    chapters();
    if (count) count.textContent = shown + " / " + all;
  }
  // A chapter's heading stands above its targets: hidden where none is shown, and while another order is.
  function chapters() {
    document.querySelectorAll("tbody.chapter").forEach(function (chapter) {
      var next = chapter.nextElementSibling, some = false;
      for (; next && !next.classList.contains("chapter"); next = next.nextElementSibling) some = some || !next.hidden;
      chapter.hidden = !some || !!chapter.parentNode.querySelector("th[aria-sort]");
    });
  }

  [verdict, words].forEach(function (control) {
    if (control) control.addEventListener("input", filter);
  });

  // Sort: a table by a column. Numbers are in data-n.
  function key(entry, column) {
    var row = entry.tagName === "TBODY" ? entry.rows[0] : entry;
    var cell = row.children[column];
    var number = cell.getAttribute("data-n");
    return number === null ? visible(cell) : number === "" ? null : Number(number);
  }
  document.querySelectorAll("table[data-sort]").forEach(function (table) {
    var heads = table.tHead.rows[0].children;
    Array.prototype.forEach.call(heads, function (head, column) {
      if (head.hasAttribute("data-fixed")) return;
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        Array.prototype.forEach.call(heads, function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var whole = table.classList.contains("card");
        var parent = whole ? table : table.tBodies[0];
        var entries = Array.prototype.filter.call(whole ? table.tBodies : parent.rows, function (entry) {
          return !entry.classList.contains("chapter");
        });
        entries.map(function (entry, at) { return { entry: entry, key: key(entry, column), at: at }; })
          .sort(function (a, b) {
            if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.at - b.at;
            var order = typeof a.key === "number" && typeof b.key === "number" ? a.key - b.key : String(a.key).localeCompare(String(b.key), "zh");
            return (down ? -order : order) || a.at - b.at;
          })
          .forEach(function (item) { parent.appendChild(item.entry); });
        chapters();
      });
    });
  });

  // A link to a value opens its evidence.
  function open() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var details = target && (target.tagName === "DETAILS" ? target : target.querySelector("details"));
    if (details) {
      details.open = true;
      details.scrollIntoView({ block: "nearest" });
    }
  }
  window.addEventListener("hashchange", open);

  function all(state) {
    document.querySelectorAll(".ev details").forEach(function (details) { details.open = state; });
  }
  [["open-all", true], ["close-all", false]].forEach(function (pair) {
    var button = document.getElementById(pair[0]);
    if (button) button.addEventListener("click", function () { all(pair[1]); });
  });

  // The options of the command stand once on the page.
  var options = document.getElementById("options");
  document.querySelectorAll("code.cmd").forEach(function (code) {
    code.textContent = code.textContent.replace(" …", options.getAttribute("data-options"));
  });

  labels();
  filter();
  open();
})();
