//! Amazon DynamoDB: tables on demand in one Region, their backups, and point-in-time recovery.
//!
//! A table is a service's and not a host's: three zones hold it, two of them suffice, and the endpoint is the Region's. So nothing fails
//! over here, and nothing is tuned: provisioned capacity, streams and global tables are not modelled.

mod backup;
mod button;
mod cost;
mod event;
mod operation;
mod service;
mod state;
mod table;
mod view;
mod words;
mod work;

pub use operation::DynamoRequest;
pub use state::Dynamo;
pub use words::WORDS;
