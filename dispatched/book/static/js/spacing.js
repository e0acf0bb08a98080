// --- spacing: when a question comes back --------------------------------------------------------
// Pure: no clock, no storage, no page. A record has a step: 0 not right yet, 1 right after another
// try, 2 right and seen once more in two weeks, 3 done. `since` is when that step began.
const spacing = (() => {
  const DAYS = [0, 3, 14], DONE = DAYS.length;

  const time = (text) => Date.parse(text);
  // The start of the reader's day on which a record comes back; a question not right, at once.
  function returns(record) {
    const day = new Date(time(record.since));
    if (record.step === 0) return day;
    day.setHours(0, 0, 0, 0);
    day.setDate(day.getDate() + DAYS[record.step]);
    return day;
  }
  // A record with its step; one that has none is taken for the first of its question.
  function placed(record) {
    const { step } = record;
    if (Number.isInteger(step) && step >= 0 && step <= DONE && !Number.isNaN(time(record.since))) {
      return record;
    }
    const first = record.right === true && !(record.tries > 1);
    const begun = record.right === true ? (first ? 2 : 1) : 0;
    return { ...record, step: begun, since: record.at, first };
  }
  // What an answer becomes after the one before it. Right again before its day changes nothing:
  // only what is still known after a while is known.
  function stepped(before, answer) {
    const given = { ...answer };
    delete given.step;
    if (!before) return placed(given);
    const old = placed(before);
    const made = { ...given, first: old.first };
    if (given.right !== true) return { ...made, step: 0, since: given.at };
    if (old.step < DONE && returns(old) <= new Date(time(given.at))) {
      return { ...made, step: old.step + 1, since: given.at };
    }
    return { ...made, step: old.step, since: old.since };
  }
  // The questions that come back, those due first: [{key, step, first, on, due}].
  function due(kept, now) {
    const open = [];
    for (const [key, record] of Object.entries(kept)) {
      if (!key.startsWith("field:")) continue;
      const { step, first, since } = placed(record);
      if (step === DONE) continue;
      const on = returns({ step, since });
      open.push({ key, step, first, on: on.toISOString(), due: on <= new Date(now) });
    }
    return open.sort((a, b) => time(a.on) - time(b.on) || (a.key < b.key ? -1 : 1));
  }
  // How far a list of questions and predictions has come.
  function tally(keys, kept) {
    const sum = { all: keys.length, answered: 0, first: 0, later: 0, open: 0 };
    for (const key of keys) {
      const record = Object.hasOwn(kept, key) ? kept[key] : null;
      if (!record || record.skipped === true) continue;
      sum.answered += 1;
      if (!key.startsWith("field:")) continue;
      const { step, first } = placed(record);
      sum[step === 0 ? "open" : first ? "first" : "later"] += 1;
    }
    return sum;
  }
  return { due, stepped, tally };
})();
