"use strict";
(() => {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const make = (tag, text, parent) => {
    const node = document.createElement(tag);
    if (text) node.textContent = text;
    if (parent) parent.append(node);
    return node;
  };
  const control = (bar, words, node) => {
    const label = make("label", words, bar);
    label.append(node);
    return node;
  };
  const input = (type) => Object.assign(document.createElement("input"), { type });
  const counts = new Map();

  const report = (name, shown, total, output) => {
    output.textContent = `显示 ${shown} / 共 ${total}`;
    if (shown < total) counts.set(name, `${name}：筛选显示 ${shown} / 共 ${total}`);
    else counts.delete(name);
    const words = Array.from(counts.values()).join("；");
    if (words) document.body.dataset.filtered = words;
    else delete document.body.dataset.filtered;
  };

  const choices = (rows, kind, words, bar) => {
    const cells = rows.map((row) => (row.querySelector("td.k-" + kind + ">div") || row).textContent.trim());
    const select = control(bar, words, document.createElement("select"));
    make("option", "全部", select).value = "";
    for (const value of Array.from(new Set(cells)).sort()) make("option", value, select).value = value;
    return (index) => !select.value || cells[index] === select.value;
  };

  const dates = (items, bar) => {
    const from = control(bar, "自", input("date"));
    const to = control(bar, "至", input("date"));
    const days = items.map((item) => ((item.querySelector("time") || {}).dateTime || "").slice(0, 10));
    return (index) => (!from.value || days[index] >= from.value) && (!to.value || (days[index] && days[index] <= to.value));
  };

  const keyword = (items, bar) => {
    const box = control(bar, "查找文字", input("search"));
    return (index) => !box.value || items[index].textContent.toLowerCase().includes(box.value.toLowerCase());
  };

  const filterable = (name, items, bar, tests, refine) => {
    const output = make("output", "", bar);
    const apply = () => {
      let keep = items.map((item, index) => tests.every((test) => test(index)));
      if (refine) keep = refine(keep);
      items.forEach((item, index) => item.classList.toggle("filtered", !keep[index]));
      report(name, keep.filter(Boolean).length, items.length, output);
    };
    bar.addEventListener("input", apply);
    const clear = make("button", "清除筛选", bar);
    clear.type = "button";
    clear.addEventListener("click", () => {
      for (const box of all("input", bar)) box.type === "checkbox" ? (box.checked = false) : (box.value = "");
      for (const select of all("select", bar)) select.value = "";
      apply();
    });
    apply();
    return () => clear.click();
  };

  const bar = (name, before) => {
    const node = make("div");
    node.className = "tools";
    node.setAttribute("role", "search");
    node.setAttribute("aria-label", "筛选" + name);
    before.before(node);
    return node;
  };

  const clears = [];
  for (const table of all("table[data-search]")) {
    const rows = all("tbody>tr", table);
    const name = table.caption.textContent;
    const tools = bar(name, table.parentNode);
    const tests = [];
    if (table.querySelector("th.k-who")) tests.push(choices(rows, "who", "说话人", tools));
    if (table.querySelector("th.k-act")) tests.push(choices(rows, "act", "行为", tools));
    tests.push(dates(rows, tools), keyword(rows, tools));
    clears.push(filterable(name, rows, tools, tests));
  }
  for (const record of all(".record")) {
    const lines = all("li[id]", record);
    const tools = bar("聊天记录", record);
    const near = input("checkbox");
    const label = make("label", "", tools);
    label.className = "check";
    label.append(near, "只看被引用的及前后 5 条");
    const tests = [dates(lines, tools), keyword(lines, tools)];
    const context = (keep) => {
      if (!near.checked) return keep;
      let left = 0;
      const wanted = lines.map(() => false);
      lines.forEach((line, index) => {
        if (line.classList.contains("cited")) left = 6;
        if (left-- > 0) wanted[index] = true;
      });
      left = 0;
      for (let index = lines.length - 1; index >= 0; index--) {
        if (lines[index].classList.contains("cited")) left = 6;
        if (left-- > 0) wanted[index] = true;
      }
      return keep.map((value, index) => value && wanted[index]);
    };
    clears.push(filterable("聊天记录", lines, tools, tests, context));
  }

  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest(".filtered")) clears.forEach((clear) => clear());
    if (!target.hasAttribute("tabindex") && !target.matches("a")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", reveal);

  const box = document.getElementById("tools");
  if (box) {
    const form = make("form", "", box);
    form.className = "tools";
    const field = control(form, "跳到编号", input("text"));
    field.placeholder = "E1-0142";
    field.size = 9;
    const go = make("button", "跳转", form);
    const told = make("output", "", form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const match = /^E?(\d+)[-:](\d+)$/i.exec(field.value.trim());
      const ref = match ? `E${match[1]}-${match[2].padStart(4, "0")}` : field.value.trim();
      told.textContent = document.getElementById(ref) ? "" : "本报告没有这一条";
      if (document.getElementById(ref)) location.hash = ref;
    });
    go.type = "submit";
  }

  const exhibits = new Map(
    JSON.parse(document.getElementById("citations").textContent).exhibits.map((one) => [one.number, one.sha256]),
  );
  const citation = (line) => {
    const said = line.querySelector(".text").innerText;
    const who = line.querySelector(".who").innerText;
    const place = line.dataset.b ? `字节 ${line.dataset.b}` : line.dataset.p || "";
    return `“${said}”（${line.id}，${line.querySelector("time").innerText}，${who}，${exhibits.get(line.id.split("-")[0])}，${place}）`;
  };
  const fallback = (text) => {
    const area = make("textarea", text, document.body);
    area.select();
    document.execCommand("copy");
    area.remove();
  };
  const offer = (line) => {
    if (!line || line.querySelector("button.copy")) return;
    const button = make("button", "复制引文", line.querySelector(".meta"));
    button.className = "copy";
    button.type = "button";
    button.addEventListener("click", () => {
      const text = citation(line);
      const done = () => (button.textContent = "已复制");
      if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, () => (fallback(text), done()));
      else (fallback(text), done());
    });
  };
  for (const type of ["mouseover", "focusin", "touchstart"])
    document.addEventListener(type, (event) => offer(event.target.closest && event.target.closest(".lines>li[id]")), { passive: true });
  for (const line of all(".lines>li.cited")) offer(line);
  if (location.hash) reveal();
})();
