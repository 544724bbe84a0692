//! All tests that look at the program from outside, in one binary.

<<<<<<< HEAD
mod score;
mod spec;
=======
mod painted;
>>>>>>> pdf
