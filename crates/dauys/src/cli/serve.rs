//! What can be said to `serve`.

use std::net::SocketAddr;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Address to listen at; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// A name under which readers reach the pages; may be given again. Needed unless it listens at a loopback address
    #[arg(long, value_name = "NAME")]
    pub(crate) host: Vec<String>,
}
