window.dispatched.numbers = { folded, dashed, scanned, readNumber, numberOf };
