// What every widget of the course needs, in files small enough to read.
export * from "./colours.js";
export * from "./elements.js";
export * from "./frame.js";
export * from "./hands.js";
export * from "./kernel.js";
export * from "./picture.js";
