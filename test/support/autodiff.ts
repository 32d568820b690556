/** Registers the library's gradients: tests compare with its tape, the product never uses it. @module */
import "@tensorflow/tfjs";
