// The pages work without this: it names their language, and opens the note of a claim on a click
// into its words.
// Datasette's own frame names no language; what our pages say is in <main lang="en">.
document.documentElement.lang ||= "en";

(() => {
  const article = document.querySelector("[data-article]");
  if (!article) return;
  article.classList.add("js");

  let printing = false;
  const pieces = (n) => article.querySelectorAll(`[data-c~="${n}"]`);

  const choose = (n, { scroll }) => {
    for (const old of article.querySelectorAll(".chosen")) old.classList.remove("chosen");
    for (const piece of pieces(n)) piece.classList.add("chosen");
    const note = article.querySelector(`details[data-claim="${n}"]`);
    if (!note) return;
    note.open = true;
    if (scroll) note.scrollIntoView({ block: "nearest" });
  };

  article.addEventListener("click", (event) => {
    const ref = event.target.closest("a.ref");
    const piece = event.target.closest("[data-c]");
    if (!ref && (!piece || !getSelection().isCollapsed)) return;
    const n = ref ? ref.dataset.n : piece.dataset.c.split(" ").at(-1);
    if (ref) {
      event.preventDefault();
      history.replaceState(null, "", `#${ref.id}`);
    }
    // Later, because Datasette closes whatever is open on a click outside of it.
    setTimeout(() => {
      choose(n, { scroll: true });
      if (ref) article.querySelector(`details[data-claim="${n}"] > summary`)?.focus({ preventScroll: true });
    });
  });

  article.addEventListener("toggle", (event) => {
    const { claim } = event.target.dataset;
    if (!claim) return;
    if (event.target.open && !printing) {
      for (const other of article.querySelectorAll("details.claim[open]"))
        if (other !== event.target) other.open = false;
    }
    for (const piece of pieces(claim)) piece.classList.toggle("chosen", event.target.open);
  }, true);

  const arrive = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const ref = target?.closest("a.ref");
    if (ref) choose(ref.dataset.n, { scroll: false });
  };
  addEventListener("hashchange", arrive);
  arrive();

  addEventListener("keydown", (event) => {
    const note = event.key === "Escape" && article.querySelector("details.claim[open]");
    if (!note) return;
    note.open = false;
    note.querySelector("summary").focus({ preventScroll: true });
  });

  const button = document.querySelector("[data-labels]");
  button?.removeAttribute("hidden");
  button?.addEventListener("click", () => {
    const on = article.classList.toggle("labels");
    button.setAttribute("aria-pressed", String(on));
  });

  // On paper nothing can be opened.
  let shut = [];
  addEventListener("beforeprint", () => {
    printing = true;
    shut = [...article.querySelectorAll("details:not([open])")];
    for (const note of shut) note.open = true;
  });
  addEventListener("afterprint", () => {
    for (const note of shut) note.open = false;
    setTimeout(() => { printing = false; });
  });
})();
