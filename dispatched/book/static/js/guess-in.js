// --- what the script of the questions gives to one that only some pages need --------------------
const { KINDS, scale, beyond, every } = window.dispatched.asked;
