// The list works without this: it adds keys to move, and to decide in two strokes.
(() => {
  const list = document.querySelector("[data-queue]");
  const keys = document.querySelector("[data-keys]");
  if (!list || !keys) return;
  const items = [...list.children];
  const said = document.querySelector("[data-said]");
  const button = keys.querySelector("button");
  const KEPT = "provenance-keys";
  let on = true;
  let armed = null;

  const kept = (value) => {
    try {
      if (value === undefined) return localStorage.getItem(KEPT);
      localStorage.setItem(KEPT, value);
    } catch { /* a browser that keeps nothing */ }
    return null;
  };
  const turn = (to) => {
    on = to;
    button.setAttribute("aria-pressed", String(to));
    keys.classList.toggle("off", !to);
  };
  keys.hidden = false;
  turn(kept() !== "off");
  button.addEventListener("click", () => { turn(!on); kept(on ? "on" : "off"); });

  const current = () => items.find((item) => item.contains(document.activeElement));
  const go = (item) => {
    if (!item) return;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  };
  const disarm = () => {
    if (!armed) return;
    armed.note.hidden = true;
    armed.button.classList.remove("armed");
    if (armed.select) armed.select.value = armed.was;
    armed = null;
  };
  const arm = (item, button, words, select) => {
    disarm();
    if (!button) return;
    const note = item.querySelector("[data-armed]");
    armed = { item, button, note, select: select?.select, was: select?.was };
    button.classList.add("armed");
    note.textContent = `${words}: press Enter to record it, Escape to leave it.`;
    note.hidden = false;
    said.textContent = note.textContent;
  };

  list.addEventListener("focusout", (event) => {
    if (armed && !armed.item.contains(event.relatedTarget)) disarm();
  });

  addEventListener("keydown", (event) => {
    if (!on || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target, key } = event;
    const field = target.closest("input, select, textarea");
    if (key === "Escape") {
      if (armed || field) event.preventDefault();
      disarm();
      if (field && list.contains(field)) go(current());
      return;
    }
    if (key === "Enter" && armed && !target.closest("a, button, summary")) {
      event.preventDefault();
      const { button } = armed;
      armed = null;
      button.form.requestSubmit(button);
      return;
    }
    if (field || event.repeat && key !== "j" && key !== "k") return;
    const item = current();
    const at = items.indexOf(item);
    const step = { j: 1, k: -1 }[key];
    if (step) {
      event.preventDefault();
      disarm();
      go(items[at < 0 ? 0 : Math.max(0, Math.min(items.length - 1, at + step))]);
      return;
    }
    if (!item) return;
    const find = (name) => item.querySelector(`button[data-key="${name}"]`);
    if (key === "c") arm(item, find("c"), "Confirm");
    else if (key === "r") arm(item, find("r"), "Reject");
    else if (/^[1-6]$/.test(key) && find("digit")) {
      disarm();
      const select = item.querySelector("select[name=credibility]");
      const was = select.value;
      select.value = key;
      arm(item, find("digit"), `Credibility ${select.selectedOptions[0].text}`, { select, was });
    } else if (key === "n") {
      const reason = item.querySelector("input[name=reason]");
      if (reason) { event.preventDefault(); reason.focus(); }
    } else if (key === "o") item.querySelector("[data-open]").click();
  });

  // After a decision the next claim is the current one.
  const arrive = () => go(items.find((item) => `#${item.id}` === location.hash));
  addEventListener("hashchange", arrive);
  arrive();
})();
