// What every widget of the course needs, in three files small enough to read.
export * from "./frame.js";
export * from "./kernel.js";
export * from "./picture.js";
