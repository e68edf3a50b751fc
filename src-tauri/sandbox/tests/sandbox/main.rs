//! The sandbox over real HTTP: every code, every fault, what is handed out and what is logged.

mod bench;
mod codes;
mod control;
mod faults;
mod intl_bench;
mod intl_codes;
mod intl_reports;
mod linkaccount_bench;
mod linkaccount_codes;
mod linkaccount_numbers;
mod linkaccount_pushes;
mod linkaccount_sending;
mod linkaccount_signing;
mod linkaccount_tables;
mod polling;
mod privacy_auth;
mod privacy_bench;
mod privacy_bindings;
mod privacy_calls;
mod program;
mod pushes;
mod receiver;
mod running;
mod sending;
mod tool;
