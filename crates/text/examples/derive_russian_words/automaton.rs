//! Takes words in the order of their letters, each with the number of its rule, and gives the smallest acyclic automaton that knows
//! them (Daciuk and others, «Incremental construction of minimal acyclic finite-state automata», 2000), in the bytes that
//! `dauys_text::russian` reads.

use std::collections::HashMap;

use crate::rule::Rules;

/// Edges of a node: a letter and the node behind it; letter 0 ends the word, and the number of its rule stands for the node.
type Node = Vec<(u8, u32)>;

#[derive(Default)]
pub(crate) struct Automaton {
    nodes: Vec<Node>,
    known: HashMap<Node, u32>,
    /// Nodes on the way to the last word, which may still change.
    open: Vec<Node>,
    last: Vec<u8>,
}

impl Automaton {
    /// Adds a word, which must stand after the last one.
    pub(crate) fn add(&mut self, word: &[u8], rule: u32) {
        assert!(self.open.is_empty() || self.last.as_slice() < word, "words come in order");
        if self.open.is_empty() {
            self.open.push(Node::new());
        }
        let shared = self.last.iter().zip(word).take_while(|(one, other)| one == other).count();
        self.close(shared);
        self.open.resize(word.len() + 1, Node::new());
        if let Some(node) = self.open.last_mut() {
            node.push((0, rule));
        }
        self.last = word.to_vec();
    }

    /// Fixes the open nodes deeper than `depth`.
    fn close(&mut self, depth: usize) {
        while self.open.len() > depth + 1 {
            let Some(node) = self.open.pop() else { return };
            let letter = self.last[self.open.len() - 1];
            let number = self.fix(node);
            if let Some(parent) = self.open.last_mut() {
                parent.push((letter, number));
            }
        }
    }

    fn fix(&mut self, node: Node) -> u32 {
        if let Some(number) = self.known.get(&node) {
            return *number;
        }
        let number = self.nodes.len() as u32;
        self.nodes.push(node.clone());
        self.known.insert(node, number);
        number
    }

    fn finish(mut self) -> (Vec<Node>, u32) {
        self.close(0);
        let root = self.open.pop().unwrap_or_default();
        let root = self.fix(root);
        (self.nodes, root)
    }
}

/// The file: numbers of edges and rules, the two roots; the edges; where the text of each rule begins; the text.
///
/// An edge is 32 bits: 6 for the letter, one that says whether the node ends here, 25 for where the next node begins. Edges to
/// where more words lie stand first.
pub(crate) fn write(dictionary: Automaton, endings: Automaton, rules: &Rules) -> Vec<u8> {
    let mut edges = Vec::new();
    let roots = [dictionary, endings].map(|automaton| lay(automaton, &mut edges));
    let mut text = Vec::new();
    let mut starts = Vec::new();
    for rule in rules.iter() {
        starts.push(text.len() as u32);
        text.push(rule.cut);
        text.extend_from_slice(rule.ending.as_bytes());
    }
    starts.push(text.len() as u32);
    let header = [edges.len() as u32, rules.len() as u32, roots[0], roots[1]];
    let mut bytes: Vec<u8> =
        header.into_iter().chain(edges).chain(starts).flat_map(u32::to_le_bytes).collect();
    bytes.extend(text);
    bytes
}

/// Lays the nodes of an automaton out behind `edges` and says where its root is.
fn lay(automaton: Automaton, edges: &mut Vec<u32>) -> u32 {
    let (nodes, root) = automaton.finish();
    // A node is fixed after all behind it.
    let mut weights: Vec<u64> = Vec::with_capacity(nodes.len());
    for node in &nodes {
        let weight =
            node.iter().map(|(letter, next)| if *letter == 0 { 1 } else { weights[*next as usize] }).sum();
        weights.push(weight);
    }
    let sorted = |number: u32| {
        let mut node = nodes[number as usize].clone();
        node.sort_by_key(|(letter, next)| {
            (std::cmp::Reverse(if *letter == 0 { 1 } else { weights[*next as usize] }), *letter)
        });
        node
    };
    const UNSEEN: u32 = u32::MAX;
    let mut places = vec![UNSEEN; nodes.len()];
    let mut waiting = vec![root];
    let mut order = Vec::new();
    let mut end = edges.len() as u32;
    while let Some(number) = waiting.pop() {
        if places[number as usize] != UNSEEN {
            continue;
        }
        places[number as usize] = end;
        let node = sorted(number);
        end += node.len() as u32;
        // The heaviest is laid next.
        waiting.extend(node.iter().rev().filter(|(letter, _)| *letter != 0).map(|(_, next)| *next));
        order.push(node);
    }
    assert!(end < 1 << 25, "edges fit into their 25 bits");
    for node in order {
        let last = node.len() - 1;
        for (at, (letter, next)) in node.into_iter().enumerate() {
            let target = if letter == 0 { next } else { places[next as usize] };
            edges.push(u32::from(letter) | u32::from(at == last) << 6 | target << 7);
        }
    }
    places[root as usize]
}
