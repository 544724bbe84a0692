//! What a walk is made for: a string, a string with its offsets, a text with places, flags, a trace.

use super::cluster::{Form, compare_rule, display_rule, fold_cluster};
use super::fold::{Sink, walk};
use super::offsets::Offsets;
use crate::source::Text;

/// The folded string alone.
impl Sink for String {
    fn keep(&mut self, text: &str) {
        self.push_str(text);
    }

    fn fold(&mut self, _cluster: &str, folded: &str) {
        self.push_str(folded);
    }
}

/// A folded text and the way back from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded characters.
    pub text: String,
    /// Where each of them comes from.
    pub offsets: Offsets,
}

impl Sink for Folded {
    fn keep(&mut self, text: &str) {
        self.text.push_str(text);
        self.offsets.keep(text.chars().count());
    }

    fn fold(&mut self, cluster: &str, folded: &str) {
        self.text.push_str(folded);
        self.offsets.fold(cluster, folded.chars().count());
    }
}

/// A display text in the making, and the recovered character that comes next.
pub(super) struct Placed {
    pub(super) text: Text,
    pub(super) next: u32,
}

impl Sink for Placed {
    fn keep(&mut self, text: &str) {
        self.text.push_str(text, self.next);
        self.next += text.chars().count() as u32;
    }

    fn fold(&mut self, cluster: &str, folded: &str) {
        for c in folded.chars() {
            self.text.push(c, self.next);
        }
        self.next += cluster.chars().count() as u32;
    }
}

/// One flag a raw character: true if it continues the cluster before it.
impl Sink for Vec<bool> {
    fn keep(&mut self, text: &str) {
        self.resize(self.len() + text.chars().count(), false);
    }

    fn fold(&mut self, cluster: &str, _folded: &str) {
        self.push(false);
        self.resize(self.len() + cluster.chars().count() - 1, true);
    }
}

/// One change that folding made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The rule family and rule, `width`, `kana`, `dash`, ….
    pub rule: &'static str,
    /// The cluster before.
    pub from: String,
    /// And after; empty where it was dropped.
    pub to: String,
    /// The raw character, from 0, that the cluster begins with.
    pub at: usize,
}

/// The steps of a folding, and how many raw characters have passed.
pub(super) struct Trace {
    form: Form,
    steps: Vec<Step>,
    at: usize,
}

impl Trace {
    /// All steps that folding a text takes, in the order of the text.
    pub(super) fn of(raw: &str, form: Form) -> Vec<Step> {
        let mut trace = Self {
            form,
            steps: Vec::new(),
            at: 0,
        };
        walk(raw, form, &mut trace);
        trace.steps
    }

    fn step(&mut self, rule: &'static str, from: &str, to: &str) {
        if from != to {
            self.steps.push(Step {
                rule,
                from: from.to_owned(),
                to: to.to_owned(),
                at: self.at,
            });
        }
    }
}

impl Sink for Trace {
    fn keep(&mut self, text: &str) {
        self.at += text.chars().count();
    }

    fn fold(&mut self, cluster: &str, folded: &str) {
        let mut shown = String::new();
        fold_cluster(cluster, Form::Display, &mut shown);
        self.step(display_rule(cluster), cluster, &shown);
        if self.form == Form::Compare {
            self.step(compare_rule(&shown), &shown, folded);
        }
        self.at += cluster.chars().count();
    }
}
