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

-- What the server offers beside the text, as far as this Neovim can show it.
local function attach(client, buffer)
  local group = vim.api.nvim_create_augroup('nigao.buffer.' .. buffer, {})
  local function on(events, callback)
    vim.api.nvim_create_autocmd(events, { group = group, buffer = buffer, callback = callback })
  end
  if vim.lsp.inlay_hint then -- 0.10
    vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  end
  if vim.fn.has('nvim-0.10') == 1 then
    local function refresh()
      vim.lsp.codelens.refresh({ bufnr = buffer })
    end
    on({ 'BufEnter', 'InsertLeave', 'TextChanged' }, refresh)
    refresh()
  end
  local completion = vim.lsp.completion
  if completion and completion.enable and vim.g.nigao_completion ~= false then -- 0.11
    -- Nothing is inserted that was not chosen, and Enter stays a line break.
    vim.bo[buffer].completeopt = 'menuone,noselect,popup'
    completion.enable(true, client.id, buffer, { autotrigger = true })
    -- Autotrigger answers to trigger characters alone; this, to everything that is typed.
    on('TextChangedI', function()
      completion.get()
    end)
  end
end

vim.api.nvim_create_autocmd('LspAttach', {
  group = vim.api.nvim_create_augroup('nigao.attach', {}),
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == 'nigao' then
      attach(client, event.buf)
    end
  end,
})

-- The targets of the draft in the location list.
local function targets()
  local buffer = vim.api.nvim_get_current_buf()
  local params = { textDocument = vim.lsp.util.make_text_document_params(buffer) }
  vim.lsp.buf_request(buffer, 'nigao/targets', params, function(_, answer, context)
    local client = vim.lsp.get_client_by_id(context.client_id)
    if client.name ~= 'nigao' then
      return
    end
    local items = {}
    for at, target in ipairs(answer and answer.targets or {}) do
      local location = { uri = params.textDocument.uri, range = target.range }
      local horizon = target.horizon and target.horizon.text or '未写期限'
      local indicator = target.indicator or ''
      items[at] = vim.lsp.util.locations_to_items({ location }, client.offset_encoding)[1]
      items[at].text = ('%s  %s  %s'):format(horizon, indicator, target.requirement)
    end
    if #items == 0 then
      return vim.notify('没有读到目标')
    end
    vim.fn.setloclist(0, {}, ' ', { title = '目标一览', items = items })
    vim.cmd('botright lopen')
  end)
end
vim.api.nvim_create_user_command('NigaoTargets', targets, { desc = '目标一览' })
-- The command of the lenses.
vim.lsp.commands['nigao.showTargets'] = targets

local function command(name, kind, desc)
  vim.api.nvim_create_user_command(name, function()
    vim.lsp.buf.code_action({ context = { only = { kind } }, apply = true })
  end, { desc = desc })
end
command('NigaoFixAll', 'source.fixAll.nigao', '修正全部可放心修正的问题')
command('NigaoRenumber', 'source.renumber.nigao', '全文重排序号')
