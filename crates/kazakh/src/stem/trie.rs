//! Takes words as numbered letters and gives a tree of their beginnings, in which one letter is one step without hashing.

/// A place in the tree: how far a word has been read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Place(u32);

/// The place where nothing has been read.
pub(crate) const ROOT: Place = Place(0);

/// Children of a place lie side by side, in the order of their letters; a bit a letter says which there are.
#[derive(Clone, Copy, Debug)]
struct Node {
    letters: u64,
    first: u32,
    value: u32,
}

/// No value ends here.
const NONE: u32 = u32::MAX;

/// The tree. A value is a number that the owner understands.
#[derive(Debug)]
pub(crate) struct Trie {
    nodes: Vec<Node>,
}

impl Trie {
    /// Builds it from words in order, without doubles, none of whose letters is above 63.
    pub(crate) fn new(words: &[(Vec<u8>, u32)]) -> Self {
        let mut nodes = vec![Node { letters: 0, first: 0, value: NONE }];
        // Every node owns a run of the sorted words, which share its letters.
        let mut waiting = std::collections::VecDeque::from([(0usize, 0usize, words.len(), 0usize)]);
        while let Some((node, mut from, to, depth)) = waiting.pop_front() {
            if from < to && words[from].0.len() == depth {
                nodes[node].value = words[from].1;
                from += 1;
            }
            nodes[node].first = nodes.len() as u32;
            while from < to {
                let letter = words[from].0[depth];
                let end = from + words[from..to].iter().take_while(|word| word.0[depth] == letter).count();
                nodes[node].letters |= 1 << letter;
                waiting.push_back((nodes.len(), from, end, depth + 1));
                nodes.push(Node { letters: 0, first: 0, value: NONE });
                from = end;
            }
        }
        nodes.shrink_to_fit();
        Self { nodes }
    }

    /// One letter further.
    pub(crate) fn step(&self, Place(at): Place, letter: u8) -> Option<Place> {
        let node = self.nodes[at as usize];
        let bit = 1u64 << letter;
        (node.letters & bit != 0).then(|| Place(node.first + (node.letters & (bit - 1)).count_ones()))
    }

    /// The value of the word that ends here.
    pub(crate) fn value(&self, Place(at): Place) -> Option<usize> {
        let value = self.nodes[at as usize].value;
        (value != NONE).then_some(value as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_and_nothing_else() {
        let words: Vec<(Vec<u8>, u32)> = [&[][..], &[1], &[1, 2, 3], &[1, 2, 63], &[5]]
            .into_iter()
            .map(<[u8]>::to_vec)
            .zip(10..)
            .collect();
        let trie = Trie::new(&words);
        let find = |word: &[u8]| {
            let end = word.iter().try_fold(ROOT, |place, letter| trie.step(place, *letter));
            end.and_then(|place| trie.value(place))
        };
        for (word, value) in &words {
            assert_eq!(find(word), Some(*value as usize), "{word:?}");
        }
        for word in [&[1, 2][..], &[2], &[5, 5], &[0]] {
            assert_eq!(find(word), None, "{word:?}");
        }
    }
}
