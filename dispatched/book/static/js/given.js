// --- what the script of the page gives to one that comes later ----------------------------------
const { bring, card, load, place } = window.dispatched;
