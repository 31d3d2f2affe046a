//! A wider place is told of for what its parts do not tell: a village, its district, its city and the country would else be four
//! signals of the same seven voices.

use dauys_model::CategoryId;

use crate::expect::is_city;
use crate::{Place, Signal, Subject};

/// Leaves out every signal of a place of whose excess at least half is told by signals of places within it.
pub(crate) fn leave_out(signals: &mut Vec<Signal>) {
    let mut order: Vec<usize> = (0..signals.len()).collect();
    order.sort_by_key(|at| of(&signals[*at]).map_or(0, |(_, place)| width(place)));
    let mut kept: Vec<usize> = Vec::new();
    for at in order {
        if !is_told(signals, &kept, at) {
            kept.push(at);
        }
    }
    kept.sort_unstable();
    let mut at = 0;
    signals.retain(|_| {
        let is_kept = kept.binary_search(&at).is_ok();
        at += 1;
        is_kept
    });
}

/// Whether signals that are told already tell of at least half of what another tells.
fn is_told(signals: &[Signal], kept: &[usize], at: usize) -> bool {
    let signal = &signals[at];
    let Some((category, place)) = of(signal) else { return false };
    let within: Vec<(&Place, &Signal)> = kept
        .iter()
        .filter_map(|part| {
            let (of_category, part_place) = of(&signals[*part])?;
            let is_within = of_category == category && lies_in(part_place, place);
            is_within.then_some((part_place, &signals[*part]))
        })
        .collect();
    // Of places that lie in each other only the widest counts.
    let told: f64 = within
        .iter()
        .filter(|(place, _)| !within.iter().any(|(wider, _)| lies_in(place, wider)))
        .map(|(_, part)| excess(part))
        .sum();
    told * 2.0 >= excess(signal)
}

fn of(signal: &Signal) -> Option<(&CategoryId, &Place)> {
    match &signal.subject {
        Subject::Cell { category, place } => Some((category, place)),
        Subject::Topic(_) => None,
    }
}

/// Voices of the day itself beyond what was expected of one day of the span.
fn excess(signal: &Signal) -> f64 {
    f64::from(signal.today) - signal.expected / f64::from(signal.span)
}

fn width(place: &Place) -> u8 {
    match place {
        Place::Named { .. } => 0,
        Place::Known(kato) if kato.is_region() && is_city(*kato) => 2,
        Place::Known(_) => 1,
        Place::Country => 3,
    }
}

/// Whether voices of a place are voices of another, too.
fn lies_in(place: &Place, wider: &Place) -> bool {
    match (place, wider) {
        (_, Place::Country) => *place != Place::Country,
        (Place::Named { within, .. }, Place::Known(kato)) => {
            *within == Some(*kato) || within.is_some_and(|own| is_city(own) && own.region() == *kato)
        }
        (Place::Known(own), Place::Known(kato)) => own != kato && is_city(*own) && own.region() == *kato,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use dauys_model::Kato;
    use jiff::civil::date;

    use super::*;

    fn signal(place: Place, today: u32) -> Signal {
        Signal {
            subject: Subject::Cell { category: CategoryId("hcs/water".into()), place },
            day: date(2026, 11, 20),
            span: 1,
            voices: today,
            today,
            expected: 0.5,
            chance: 1.0e-9,
            adjusted: 1.0e-6,
            factor: 2.0 * f64::from(today),
            history: 60,
            heard: 2,
            sources: Vec::new(),
            young: Vec::new(),
        }
    }

    fn check(given: &[(Place, u32)], left: &[usize]) {
        let mut signals: Vec<Signal> =
            given.iter().map(|(place, today)| signal(place.clone(), *today)).collect();
        let expected: Vec<Signal> = left.iter().map(|at| signals[*at].clone()).collect();
        leave_out(&mut signals);
        assert_eq!(signals, expected, "{given:?}");
    }

    #[test]
    fn the_narrowest_place_tells() {
        let village = Place::Named { name: "ащыбұлақ".into(), within: Some(Kato(391_600_000)) };
        let district = Place::Known(Kato(391_600_000));
        check(&[(Place::Country, 7), (district.clone(), 7), (village.clone(), 7)], &[2]);
        check(&[(Place::Country, 7), (Place::Known(Kato(392_400_000)), 7), (village.clone(), 7)], &[1, 2]);
        // Seven of twenty do not tell of the twenty.
        check(&[(district.clone(), 20), (village.clone(), 7)], &[0, 1]);
        // The district and its village are one part of the country's.
        check(&[(Place::Country, 60), (district, 20), (village, 7)], &[0, 1, 2]);
    }

    #[test]
    fn a_city_is_told_of_when_its_districts_are_not() {
        let (city, one, two) = (
            Place::Known(Kato(750_000_000)),
            Place::Known(Kato(751_110_000)),
            Place::Known(Kato(751_210_000)),
        );
        check(&[(city.clone(), 12), (one.clone(), 5), (two, 5)], &[1, 2]);
        check(&[(city.clone(), 30), (one, 5)], &[0, 1]);
        check(&[(city, 30), (Place::Known(Kato(391_600_000)), 40)], &[0, 1]);
    }
}
