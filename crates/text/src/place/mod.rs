//! Takes the words of a text and gives the places of Kazakhstan it names, and gives names of places in the forms that sentences
//! need. Regions, cities and districts by their KATO codes; towns and district centres count for their district. Streets,
//! rivers and persons of the same name are not places here.

mod bearer;
mod candidate;
mod claim;
mod context;
mod decide;
mod form;
mod gazetteer;
mod index;
mod mention;
mod name;
mod spelling;

pub use gazetteer::{Level, Place, place, places as gazetteer};
pub use index::Shape;
pub use mention::{Ground, Recognition, most_telling, places, places_from, recognize};
pub use name::place_by_name;
