-- Starts the server for drafts and defines the commands.
if vim.g.loaded_nigao then
  return
end
vim.g.loaded_nigao = true

if vim.lsp.enable then
  vim.lsp.enable('nigao')
else -- Neovim 0.8 to 0.10, where vim.g.nigao takes the place of vim.lsp.config
  local file = vim.api.nvim_get_runtime_file('lsp/nigao.lua', false)[1]
  local config = vim.tbl_deep_extend('force', dofile(file), { name = 'nigao' }, vim.g.nigao or {})
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('nigao', {}),
    pattern = config.filetypes,
    callback = function(event)
      local marker = vim.fs.find(config.root_markers, {
        upward = true,
        path = vim.fs.dirname(vim.api.nvim_buf_get_name(event.buf)),
      })[1]
      vim.lsp.start(vim.tbl_extend('force', config, { root_dir = marker and vim.fs.dirname(marker) }))
    end,
  })
end

local function command(name, kind, desc)
  vim.api.nvim_create_user_command(name, function()
    vim.lsp.buf.code_action({ context = { only = { kind } }, apply = true })
  end, { desc = desc })
end
command('NigaoFixAll', 'source.fixAll.nigao', '修正全部可放心修正的问题')
command('NigaoRenumber', 'source.renumber.nigao', '全文重排序号')
