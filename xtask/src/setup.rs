//! Everything that has to be there before the first build.

use crate::error::Error;
use crate::requirement::Need;
use crate::system::System;
use crate::workspace::Workspace;
use crate::{component, debian, node, page, tools};

/// Installs what is missing and builds the page, which the shell embeds when it is compiled.
pub fn prepare(workspace: &Workspace, system: System, need: Need) -> Result<(), Error> {
    // First, because it is the user's to mend and all else takes minutes.
    node::check(system)?;
    match system {
        System::Debian => debian::install(need)?,
        other => check_tools(other, need)?,
    }
    if need.tests {
        component::install(workspace)?;
    }
    page::build(workspace)
}

fn check_tools(system: System, need: Need) -> Result<(), Error> {
    let tools = tools::list(system, need);
    let missing: Vec<_> = tools.iter().filter(|tool| tool.found.is_none()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::Missing {
        names: missing.iter().map(|tool| tool.name.clone()).collect(),
        command: tools::command(system, &missing),
    })
}
