//! `/openapi.json`: the interface described by OpenAPI 3.1.

use axum::Json;
use utoipa::OpenApi;

/// The description.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Dauys",
        description = "What citizens of Kazakhstan raise in public, in Kazakh and Russian: search, topics, digests, sources. \
            Problems, never persons: nothing here names or counts a person, and no count is a share of citizens. \
            Failures are problems of RFC 9457. Answers carry an `ETag`; with `If-None-Match` one that has not changed is 304. \
            Long lists are walked by `after` with the `next` of the answer, which also stands in the `Link` header. \
            Writing needs the bearer token of the installation, or, where none is set, a program on the same machine.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    servers((url = "/api/v1")),
    paths(
        super::search::search,
        super::post::post,
        super::topics::topics,
        super::topics::topic,
        super::digests::digests,
        super::digests::digest,
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
        (name = "sources", description = "Who is listened to, and what is not heard"),
        (name = "document", description = "This description")
    )
)]
struct Document;

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
