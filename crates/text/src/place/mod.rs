//! Takes the words of a text and gives the places of Kazakhstan it names, and gives names of places in the forms that sentences
//! need. Regions, cities, districts, towns and villages by their KATO codes; a town or village whose code is not known counts for
//! its district. Streets, rivers, roads and persons of the same name are not places here.
//!
//! A text goes through four steps: its names (`candidate`), what the words around each leave of its meanings (`claim`, with
//! `context` and `bearer`), the decision between those that are left (`decide`), and the mentions with their grounds (`mention`).

mod alone;
mod bearer;
mod byname;
mod candidate;
mod claim;
mod context;
mod decide;
mod form;
mod gazetteer;
mod index;
mod mention;
mod name;
mod pair;
mod spelling;

pub(crate) use alone::{begins_place_name, is_place_name};
pub(crate) use byname::byname;
pub use gazetteer::{Level, Place, place, places as gazetteer};
pub use index::Shape;
pub use mention::{Ground, Recognition, most_telling, places, places_from, recognize};
pub use name::place_by_name;
pub(crate) use pair::names;
