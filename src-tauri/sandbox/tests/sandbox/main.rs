//! The sandbox over real HTTP: every code, every fault, what is handed out and what is logged.

mod bench;
mod codes;
mod control;
mod faults;
mod polling;
mod program;
mod running;
mod sending;
