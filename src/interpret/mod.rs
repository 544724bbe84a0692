//! Items, plans, results and evaluations.
