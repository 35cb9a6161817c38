-- The server as Neovim's built-in client starts it; a user changes it with vim.lsp.config('nigao', {…}).
return {
  cmd = { 'nigao', 'lsp' },
  filetypes = { 'text', 'markdown', 'gongwen' },
  root_markers = { 'nigao.toml', '.git' },
  -- The keys of nigao.toml. An empty dictionary, since a plain {} would reach the server as a list.
  settings = { nigao = vim.empty_dict() },
  before_init = function(params, config)
    params.initializationOptions = config.settings.nigao
    params.capabilities.experimental = { targetsTable = true }
  end,
}
