/** Where the edges get the time from: a function, so that a test can move it. Thinking files take `now` instead. */
export type Clock = () => number;
