//! Logistic regression: weighted cases → the weights that explain them best under a penalty on their squares, found by gradient
//! descent with momentum and scaling for each weight (Adam; Kingma and Ba, 2015).

/// A text as it is learned from.
pub(crate) struct Case<'a> {
    /// Its features by number, with their values.
    pub(crate) row: &'a [(usize, f64)],
    /// Whether it is what is to be learned.
    pub(crate) is: bool,
    /// How much it counts.
    pub(crate) weight: f64,
}

/// What is paid for half the square of a weight.
#[derive(Clone, Copy)]
pub(crate) struct Penalties {
    pub(crate) feature: f64,
    pub(crate) word: f64,
}

const STEPS: usize = 400;
const RATE: f64 = 0.06;
const KEEPS: f64 = 0.9;
const KEEPS_SQUARE: f64 = 0.999;

/// The weights, by number of the feature.
pub(crate) fn fit(cases: &[Case<'_>], is_word: &[bool], penalties: Penalties) -> Vec<f64> {
    let count = is_word.len();
    let (mut weights, mut mean, mut square) = (vec![0.0; count], vec![0.0; count], vec![0.0; count]);
    let penalty: Vec<f64> =
        is_word.iter().map(|is| if *is { penalties.word } else { penalties.feature }).collect();
    for step in 1..=STEPS {
        let mut slope: Vec<f64> =
            weights.iter().zip(&penalty).map(|(weight, penalty)| weight * penalty).collect();
        for case in cases {
            let odds: f64 = case.row.iter().map(|(number, value)| weights[*number] * value).sum();
            let error = case.weight * (1.0 / (1.0 + (-odds).exp()) - f64::from(u8::from(case.is)));
            case.row.iter().for_each(|(number, value)| slope[*number] += error * value);
        }
        // The rate sinks to a tenth, so that the last steps settle.
        let rate = RATE * (1.0 - 0.9 * step as f64 / STEPS as f64);
        let (unbias, unbias_square) = (1.0 - KEEPS.powi(step as i32), 1.0 - KEEPS_SQUARE.powi(step as i32));
        for number in 0..count {
            mean[number] = KEEPS * mean[number] + (1.0 - KEEPS) * slope[number];
            square[number] = KEEPS_SQUARE * square[number] + (1.0 - KEEPS_SQUARE) * slope[number].powi(2);
            weights[number] -=
                rate * (mean[number] / unbias) / ((square[number] / unbias_square).sqrt() + 1e-8);
        }
    }
    weights
}
