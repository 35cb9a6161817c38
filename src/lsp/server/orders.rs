//! Orders: edits that the server asks the client to apply.

use serde_json::Value;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::*;

use crate::lsp::actions::{self, Order, Task, carry_out, workspace_edit};
use crate::lsp::session::Snapshot;

use super::Server;

impl Server {
    /// Carries out a command.
    pub(super) async fn execute(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        let draft = || {
            let uri = actions::draft_argument(&params.arguments);
            uri.ok_or_else(|| Error::invalid_params("缺少文稿的地址")).and_then(|uri| self.draft(&uri))
        };
        match params.command.as_str() {
            actions::FIX_ALL => self.apply_task(draft()?, Task::All).await,
            actions::RENUMBER => self.apply_task(draft()?, Task::Renumber).await,
            actions::APPLY => {
                let order = params.arguments.first().cloned().unwrap_or_default();
                match serde_json::from_value::<Order>(order) {
                    Ok(order) => self.apply(order).await,
                    Err(_) => Err(Error::invalid_params("无法识别的操作")),
                }
            }
            _ => Err(Error {
                code: ErrorCode::InvalidParams, message: "没有这个命令".into(), data: None
            }),
        }
    }

    /// The edit of an action that came without.
    pub(super) async fn resolve(&self, mut action: CodeAction) -> Result<CodeAction> {
        let Some(data) = action.data.take() else { return Ok(action) };
        let order: Order =
            serde_json::from_value(data.clone()).map_err(|_| Error::invalid_params("无法识别的操作"))?;
        let snapshot = self.draft(&order.uri)?;
        if snapshot.version != order.version {
            return Err(Error::content_modified());
        }
        let edit = self.ask(snapshot, move |snapshot, checked| {
            Ok(workspace_edit(snapshot, &carry_out(&order.task, snapshot, checked)))
        });
        action.edit = edit.await?;
        action.data = Some(data);
        Ok(action)
    }

    async fn apply(&self, order: Order) -> Result<Option<Value>> {
        let snapshot = self.draft(&order.uri)?;
        if snapshot.version != order.version {
            return Err(Error::content_modified());
        }
        self.apply_task(snapshot, order.task).await
    }

    async fn apply_task(&self, snapshot: Snapshot, task: Task) -> Result<Option<Value>> {
        let edit = self.ask(snapshot, move |snapshot, checked| {
            let edits = carry_out(&task, snapshot, checked);
            Ok((!edits.is_empty()).then(|| workspace_edit(snapshot, &edits)))
        });
        if let Some(Some(edit)) = edit.await? {
            self.client.apply_edit(edit).await?;
        }
        Ok(None)
    }
}
