//! `/openapi.json`: the interface described by OpenAPI 3.1.

use axum::Json;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

/// The description.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Dauys",
        description = "What citizens of Kazakhstan raise in public, in Kazakh and Russian: search, topics, digests, sources. \
            Problems, never persons: nothing here names or counts a person, and no count is a share of citizens. \
            Failures are problems of RFC 9457. Answers carry an `ETag`; with `If-None-Match` one that has not changed is 304. \
            Long lists are walked by `after` with the `next` of the answer, which also stands in the `Link` header. \
            Writing needs the bearer token of the installation, or, where none is set, a program on the same machine. \
            A parameter or field that is not known is an error that names the nearest one.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    servers((url = "/api/v1", description = "This installation")),
    modifiers(&Token),
    components(schemas(super::problem::Problem)),
    paths(
        super::search::search,
        super::post::post,
        super::similar::similar,
        super::explain::explain,
        super::topics::topics,
        super::topics::topic,
        super::signals::signals,
        super::digests::digests,
        super::digests::digest,
        super::editions::editions,
        super::editions::subscriptions,
        super::searches::searches,
        super::searches::add,
        super::searches::dry_run,
        super::searches::one,
        super::searches::change,
        super::searches::remove,
        super::notices::notices,
        super::notices::seen,
        super::marks::marks,
        super::marks::set,
        super::marks::clear,
        super::sources::sources,
        super::coverage::coverage,
        openapi,
    ),
    // Named by responses alone, which bring no schema along.
    components(schemas(super::problem::Problem)),
    tags(
        (name = "search", description = "Finding texts"),
        (name = "posts", description = "Single texts"),
        (name = "topics", description = "What is raised"),
        (name = "digests", description = "A day made readable"),
        (name = "searches", description = "Searches that the office keeps, and what they told"),
        (name = "marks", description = "What persons said of texts"),
        (name = "sources", description = "Who is listened to, and what is not heard"),
        (name = "document", description = "This description")
    )
)]
struct Document;

/// What writing needs.
struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let mut scheme = Http::new(HttpAuthScheme::Bearer);
        scheme.description = Some(
            "The secret `api` of the installation (`DAUYS_SECRET_API`). Where none is set, programs of the same machine \
             need nothing."
                .to_owned(),
        );
        document
            .components
            .get_or_insert_default()
            .add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// The interface, described.
pub(crate) fn document() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// Describes the interface.
#[utoipa::path(
    get, path = "/openapi.json", tag = "document",
    responses((status = 200, description = "This document", body = Object), super::problem::Problems)
)]
pub(crate) async fn openapi() -> Json<utoipa::openapi::OpenApi> {
    Json(document())
}
