-- Drives Neovim through the plugin as shipped. Run by run.sh: nvim --clean --headless -l nvim.lua
-- PATH has the `nigao` under test; the working directory is the root of the repository.

local root = vim.fn.getcwd()
local scratch = vim.fn.tempname()
vim.env.XDG_CACHE_HOME = vim.fn.tempname() -- where published documents are put to be opened
local passed, failed = 0, 0

local function test(name, body)
  local ok, message = xpcall(body, debug.traceback)
  if ok then
    passed = passed + 1
    print('ok - nvim: ' .. name .. '\n')
  else
    failed = failed + 1
    print('not ok - nvim: ' .. name .. '\n' .. message .. '\n')
  end
  vim.cmd('silent! %bwipeout!')
end

-- A generous limit, reached only where the condition never comes.
local function wait_for(what, condition)
  assert(vim.wait(30000, condition, 5), 'never came: ' .. (type(what) == 'function' and what() or what))
end

local function equal(expected, found)
  assert(vim.deep_equal(expected, found), ('expected %s\nfound %s'):format(vim.inspect(expected), vim.inspect(found)))
end

local function read(path)
  local file = assert(io.open(path, 'rb'))
  local content = file:read('*a')
  file:close()
  return content
end

local function write(path, content)
  vim.fn.mkdir(vim.fs.dirname(path), 'p')
  local file = assert(io.open(path, 'wb'))
  file:write(content)
  file:close()
  return path
end

local numbering = read(root .. '/tests/editors/drafts/numbering.txt')
local targets = read(root .. '/tests/editors/drafts/targets.txt')

local drafts = 0
local function new_draft(content, extension)
  drafts = drafts + 1
  return write(('%s/%d/文稿.%s'):format(scratch, drafts, extension or 'txt'), content)
end

-- Opens a draft the way a drafter does and waits for the server.
local function open(path)
  vim.cmd.edit(vim.fn.fnameescape(path))
  local client
  wait_for('nigao attached to ' .. path, function()
    client = vim.lsp.get_clients({ bufnr = 0, name = 'nigao' })[1]
    return client and client.initialized
  end)
  return client
end

local function nigao(arguments, input)
  local command = vim.list_extend({ 'nigao' }, arguments)
  local result = vim.system(command, { stdin = input }):wait()
  assert(result.code < 2, table.concat(command, ' ') .. '\n' .. result.stderr)
  return vim.json.decode(result.stdout)
end

local function buffer_text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') .. '\n'
end

-- What `nigao check` finds in the text of the buffer: rule, line, and the words found fault with.
local function checked()
  local findings = nigao({ 'check', '--format', 'json', '-' }, buffer_text()).files[1].findings
  return vim.tbl_map(function(finding)
    return ('%d %s %s'):format(finding.line, finding.rule, finding.text)
  end, findings)
end

-- The same out of the editor's own list of diagnostics.
local function diagnosed()
  local shown = vim.diagnostic.get(0)
  table.sort(shown, function(a, b)
    return a.lnum < b.lnum or (a.lnum == b.lnum and a.col < b.col)
  end)
  return vim.tbl_map(function(item)
    local text = vim.api.nvim_buf_get_text(0, item.lnum, item.col, item.end_lnum, item.end_col, {})
    return ('%d %s %s'):format(item.lnum + 1, item.code, table.concat(text, '\n'))
  end, shown)
end

local function sorted(list)
  table.sort(list)
  return list
end

-- The squiggles are those of `nigao check` on the text as it stands.
local function wait_until_checked()
  local expected = sorted(checked())
  wait_for(function()
    return ('findings of the text\nexpected %s\nfound %s'):format(vim.inspect(expected), vim.inspect(diagnosed()))
  end, function()
    return vim.deep_equal(expected, sorted(diagnosed()))
  end)
  return expected
end

local function wait_for_line(number, text)
  local function line()
    return vim.api.nvim_buf_get_lines(0, number - 1, number, false)[1]
  end
  wait_for(function()
    return ('line %d: %s\nfound %s'):format(number, text, line())
  end, function()
    return line() == text
  end)
end

-- [depth, line, name] of each symbol, in order.
local function symbols(client)
  local uri = { textDocument = { uri = vim.uri_from_bufnr(0) } }
  local list = {}
  local function walk(items, depth)
    for _, item in ipairs(items) do
      list[#list + 1] = { depth, item.selectionRange.start.line + 1, item.name }
      walk(item.children or {}, depth + 1)
    end
  end
  walk(client:request_sync('textDocument/documentSymbol', uri, 30000, 0).result, 0)
  return list
end

local function outline(path)
  local list = {}
  local function walk(sections, depth)
    for _, section in ipairs(sections) do
      local marker = section.marker ~= vim.NIL and section.marker or ''
      list[#list + 1] = { depth, section.line, marker .. section.title }
      walk(section.children, depth + 1)
    end
  end
  walk(nigao({ 'outline', '--format', 'json', path }).sections, 0)
  return list
end

vim.opt.runtimepath:prepend(root .. '/editors/neovim')
vim.cmd.runtime('ftdetect/nigao.lua')
vim.cmd.runtime('plugin/nigao.lua')

test('diagnostics appear for a draft', function()
  open(new_draft(numbering))
  wait_until_checked()
  local found = diagnosed()
  assert(vim.tbl_contains(found, '6 numbering/marker-punctuation （二）、'), vim.inspect(found))
  assert(vim.tbl_contains(found, '7 numbering/sequence （四）'), vim.inspect(found))
  assert(vim.tbl_contains(found, '8 numbering/sequence 三、'), vim.inspect(found))
  for _, item in ipairs(vim.diagnostic.get(0)) do
    equal('nigao', item.source)
  end
end)

test('diagnostics change after an edit', function()
  open(new_draft(numbering))
  local before = wait_until_checked()
  vim.api.nvim_buf_set_text(0, 6, 0, 6, #'（四）', { '（三）' })
  local after = wait_until_checked()
  assert(#after < #before, vim.inspect(after))
  vim.cmd('silent undo')
  equal(before, wait_until_checked())
end)

test('a quick fix is applied to the buffer', function()
  open(new_draft(numbering))
  wait_until_checked()
  vim.api.nvim_win_set_cursor(0, { 6, 0 })
  vim.lsp.buf.code_action({
    context = { only = { 'quickfix' } },
    filter = function(action)
      return action.isPreferred
    end,
    apply = true,
  })
  wait_for_line(6, '（二）基本原则。坚持因地制宜，分类指导，不搞一刀切。')
  wait_until_checked()
end)

test('document symbols match the outline', function()
  local paths = vim.fn.glob(root .. '/seeds/*.txt', true, true)
  assert(#paths > 0)
  for _, path in ipairs(paths) do
    local found = symbols(open(path))
    assert(#found > 0)
    equal(outline(path), found)
  end
end)

test('formatting renumbers', function()
  open(new_draft(numbering))
  wait_until_checked()
  vim.lsp.buf.format({ name = 'nigao', timeout_ms = 30000 })
  wait_for_line(6, '（二）基本原则。坚持因地制宜，分类指导，不搞一刀切。')
  wait_for_line(7, '（三）主要目标。到2027年，示范体系基本建成，成效明显。')
  wait_for_line(8, '二、重点任务')
  equal({}, wait_until_checked())
end)

test(':NigaoRenumber', function()
  open(new_draft(numbering))
  vim.cmd.NigaoRenumber()
  wait_for_line(7, '（三）主要目标。到2027年，示范体系基本建成，成效明显。')
  wait_for_line(8, '二、重点任务')
end)

test(':NigaoFixAll', function()
  local path = new_draft(numbering)
  open(path)
  vim.cmd.NigaoFixAll()
  vim.system({ 'nigao', 'check', '--fix', path }):wait()
  local expected = read(path)
  assert(expected ~= numbering, 'nigao check --fix changed nothing')
  wait_for('the text of nigao check --fix', function()
    return buffer_text() == expected
  end)
end)

test('past a character outside the basic plane', function()
  open(new_draft((numbering:gsub('示范', '𠮷𠮷'):gsub('（二）、基', '（二）、𠮷基'))))
  assert(#wait_until_checked() >= 2)
  -- Edits behind 𠮷 in its own line: an offset counted wrongly would garble the server's text.
  local line = vim.api.nvim_buf_get_lines(0, 4, 5, false)[1]
  vim.api.nvim_buf_set_text(0, 4, #line, 4, #line, { '𠮷好。', '一个𠮷字。', '又一个𠮷字，再一个𠮷字。' })
  wait_until_checked()
  vim.lsp.buf.format({ name = 'nigao', timeout_ms = 30000 })
  wait_for_line(8, '（二）𠮷基本原则。坚持因地制宜，分类指导，不搞一刀切。')
  equal({}, wait_until_checked())
end)

test('in a file with CRLF', function()
  local path = new_draft((numbering:gsub('\n', '\r\n')))
  open(path)
  equal('dos', vim.bo.fileformat)
  assert(#wait_until_checked() >= 2)
  vim.api.nvim_buf_set_lines(0, 2, 3, false, { '为加强示范工作，作出如下决定。', '一个𠮷字。' })
  wait_until_checked()
  vim.lsp.buf.format({ name = 'nigao', timeout_ms = 30000 })
  equal({}, wait_until_checked())
  vim.cmd('silent write')
  local _, feeds = read(path):gsub('\n', '')
  local _, pairs_ = read(path):gsub('\r\n', '')
  local _, returns = read(path):gsub('\r', '')
  equal({ 11, 11, 11 }, { feeds, pairs_, returns })
end)

test('the file types', function()
  for extension, filetype in pairs({ txt = 'text', md = 'markdown', gw = 'gongwen', gongwen = 'gongwen' }) do
    open(new_draft(numbering, extension))
    equal(filetype, vim.bo.filetype)
    assert(#wait_until_checked() >= 3)
  end
end)

test('chapters are measured, counts are remarked on', function()
  open(new_draft(targets))
  wait_for('two lenses', function()
    return #vim.lsp.codelens.get(0) == 2
  end)
  local lenses = vim.tbl_map(function(lens)
    return { lens.range.start.line, lens.command.title }
  end, vim.lsp.codelens.get(0))
  equal({ { 1, '41 字 · 2 项目标' }, { 3, '3 条 · 87 字 · 2 项目标' } }, lenses)
  local function hints()
    return vim.tbl_map(function(hint)
      return { hint.inlay_hint.position.line, hint.inlay_hint.label }
    end, vim.lsp.inlay_hint.get({ bufnr = 0 }))
  end
  wait_for('a hint', function()
    return vim.deep_equal({ { 3, '3/3' } }, hints())
  end)
  vim.api.nvim_buf_set_lines(0, 6, 7, false, {})
  wait_for('another hint', function()
    return vim.deep_equal({ { 3, '2/3' } }, hints())
  end)
end)

test('words are told apart', function()
  open(new_draft(targets))
  local function kind(line, before)
    local tokens = vim.lsp.semantic_tokens.get_at_pos(0, line - 1, #before)
    return tokens and tokens[1] and tokens[1].type
  end
  local function kinds()
    return {
      kind(1, ''),
      kind(2, ''),
      kind(2, '一、'),
      kind(3, ''),
      kind(3, '到2027年，𠮷产业产值突破'),
      kind(7, '（三）实施惠民行动。增强“'),
      kind(3, '到2027年，𠮷产业产值') or 'text',
    }
  end
  local expected = { 'class', 'keyword', 'class', 'string', 'number', 'enumMember', 'text' }
  wait_for('tokens', function()
    return vim.deep_equal(expected, kinds())
  end)
end)

test(':NigaoTargets', function()
  local path = new_draft(targets)
  open(path)
  local told = nigao({ 'targets', '--format', 'json', path }).files[1].targets
  equal(4, #told)
  vim.cmd.NigaoTargets()
  wait_for('the location list', function()
    return vim.bo.buftype == 'quickfix'
  end)
  for at, target in ipairs(told) do
    vim.cmd('ll ' .. at)
    local row, column = unpack(vim.api.nvim_win_get_cursor(0))
    equal(target.line, row)
    equal(target.quote, vim.api.nvim_get_current_line():sub(column + 1, column + #target.quote))
  end
  assert(vim.fn.getloclist(0)[1].text:find('到2027年  𠮷产业产值  突破7000亿元', 1, true), vim.inspect(vim.fn.getloclist(0)))
  vim.cmd.lclose()
end)

test('settings reach the server', function()
  vim.lsp.config('nigao', { settings = { nigao = { rules = { ['numbering/sequence'] = 'off' } } } })
  vim.lsp.enable('nigao', false)
  wait_for('the end of the server', function()
    return #vim.lsp.get_clients({ name = 'nigao' }) == 0
  end)
  vim.lsp.enable('nigao')
  open(new_draft(numbering))
  wait_for('the marker’s finding alone', function()
    return vim.deep_equal({ '6 numbering/marker-punctuation （二）、' }, diagnosed())
  end)
end)

test('nothing is written beside the drafts', function()
  local written = vim.fs.find(function(name)
    return not name:match('^文稿%.')
  end, { path = scratch, type = 'file', limit = math.huge })
  equal({}, written)
end)

-- Another Neovim, started as a drafter starts it, with a draft.
local function start_editor(before_plugins)
  local path = new_draft(numbering)
  local command = { vim.v.progpath, '--clean', '--headless', '--embed' }
  vim.list_extend(command, { '--cmd', 'set rtp^=' .. root .. '/editors/neovim', '--cmd', before_plugins or '' })
  local channel = vim.fn.jobstart(vim.list_extend(command, { path }), { rpc = true })
  local function lua(code, ...)
    return vim.rpcrequest(channel, 'nvim_exec_lua', code, { ... })
  end
  local function input(keys)
    vim.rpcrequest(channel, 'nvim_input', keys)
  end
  wait_for('findings in the other editor', function()
    return lua('return #vim.diagnostic.get(0)') >= 3
  end)
  local editor = vim.fn.jobpid(channel)
  local server = vim.tbl_filter(function(pid)
    return read('/proc/' .. pid .. '/cmdline'):match('nigao%zlsp')
  end, vim.api.nvim_get_proc_children(editor))
  equal(1, #server)
  return { channel = channel, pid = editor, server = server[1], lua = lua, input = input }
end

local function wait_until_gone(pid)
  wait_for('the end of process ' .. pid, function()
    return not vim.uv.fs_readlink('/proc/' .. pid .. '/exe') -- nor has one that ended and is not reaped yet
  end)
end

test('the server stops with the editor', function()
  local editor = start_editor()
  vim.rpcnotify(editor.channel, 'nvim_command', 'qall!')
  wait_until_gone(editor.server)
end)

test('the server stops when the editor is killed', function()
  local editor = start_editor()
  vim.uv.kill(editor.pid, 'sigkill')
  wait_until_gone(editor.server)
end)

test('without vim.lsp.enable, as in 0.8 to 0.10', function()
  local editor = start_editor('lua vim.lsp.enable = nil')
  equal('nigao', editor.lua('return vim.lsp.get_clients()[1].name'))
  vim.fn.jobstop(editor.channel)
  wait_until_gone(editor.server)
end)

-- Opens a draft in another editor, with the cursor in insert mode before the only text of its last line.
local function start_typing(editor, extension, after)
  editor.input('<Esc>')
  local path = new_draft('关于推动高质量发展的决定\n一、总体要求\n' .. after .. '\n', extension)
  editor.lua('vim.cmd.edit({ ..., bang = true })', path)
  wait_for('nigao attached to ' .. path, function()
    return editor.lua('return #vim.lsp.get_clients({ bufnr = 0, name = "nigao" }) == 1')
  end)
  editor.input('G0i')
end

local function line_of(editor)
  return editor.lua('return vim.api.nvim_buf_get_lines(0, 2, -1, false)')
end

-- The labels of the popup; none while there is no popup.
local function popup(editor)
  return editor.lua([[
    local info = vim.fn.complete_info({ 'items', 'pum_visible' })
    return vim.tbl_map(function(item) return item.abbr end, info.pum_visible == 1 and info.items or {})
  ]])
end

-- The place of the first label with these words, once it is there.
local function wait_for_label(editor, words)
  local at, label
  wait_for(function()
    return ('%s offered\nfound %s\nafter %s'):format(words, vim.inspect(popup(editor)), vim.inspect(line_of(editor)))
  end, function()
    for place, candidate in ipairs(popup(editor)) do
      if candidate:find(words, 1, true) then
        at, label = place, candidate
        return true
      end
    end
  end)
  return at, label
end

test('completion leaves the words around the cursor alone', function()
  local editor = start_editor()
  for _, case in ipairs({
    { 'txt', '深入实施', '，推动各项工作。', '创新驱动发展战略' },
    { 'txt', '增强“四个意识”、', '，落实各项部署。', '四个自信' },
    { 'gw', '𠮷县加快建设现代', '', '化经济' },
    { 'md', '- **𠮷县**增强“四个意识”、', '。', '四个自信' },
    { 'txt', '做到lgwh', '。', '两个维护' },
  }) do
    local extension, before, after, words = unpack(case)
    start_typing(editor, extension, after)
    editor.input(before)
    local at, label = wait_for_label(editor, words)
    equal({ before .. after }, line_of(editor)) -- nothing is written before it is chosen
    editor.input(('<C-N>'):rep(at) .. '<C-Y>')
    local typed = before:gsub('%l+$', '') -- pinyin makes room for what it stands for
    wait_for(function()
      return typed .. label .. after .. '\nfound ' .. line_of(editor)[1]
    end, function()
      return line_of(editor)[1] == typed .. label .. after
    end)
  end
  vim.fn.jobstop(editor.channel)
end)

test('Enter is a line break when nothing is chosen', function()
  local editor = start_editor()
  start_typing(editor, 'txt', '')
  editor.input('深入实施')
  wait_for_label(editor, '创新驱动发展战略')
  editor.input('<CR>')
  wait_for('a line break', function()
    return #line_of(editor) == 2
  end)
  equal('深入实施', line_of(editor)[1])
  vim.fn.jobstop(editor.channel)
end)

test('completion can be switched off', function()
  local editor = start_editor('let g:nigao_completion = v:false')
  start_typing(editor, 'txt', '')
  equal('menu,popup', editor.lua('return vim.bo.completeopt ~= "" and vim.bo.completeopt or vim.o.completeopt'))
  vim.fn.jobstop(editor.channel)
end)

local navigated = [[
关于加快发展的决定
一、总体要求
（一）指导思想。𠮷县设立中国科技城新区管委会（以下简称“新区管委会”），坚持稳中求进工作总基调。
（二）工作机制。𠮷县由新区管委会牵头，按照第（一）条执行，做到“两个维护”。
]]

-- Puts the cursor on the first character of these words in a line.
local function stand_on(line, words)
  local column = vim.api.nvim_buf_get_lines(0, line - 1, line, false)[1]:find(words, 1, true)
  vim.api.nvim_win_set_cursor(0, { line, column - 1 })
end

-- The text from the cursor on.
local function under_cursor()
  return vim.api.nvim_get_current_line():sub(vim.api.nvim_win_get_cursor(0)[2] + 1)
end

test('hover', function()
  open(new_draft(navigated))
  stand_on(4, '两个维护')
  vim.lsp.buf.hover()
  local function shown()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
      end
    end
  end
  wait_for(function()
    return '“两个维护” in a window, found ' .. vim.inspect(shown())
  end, function()
    return (shown() or ''):find('“两个维护”', 1, true)
  end)
end)

test('definitions in the draft and in the corpus', function()
  open(new_draft(navigated))
  stand_on(4, '新区管委会')
  vim.lsp.buf.definition()
  wait_for('the abbreviation', function()
    return under_cursor():find('^新区管委会”），') ~= nil
  end)
  equal(3, vim.api.nvim_win_get_cursor(0)[1])
  stand_on(4, '两个维护')
  vim.lsp.buf.definition()
  wait_for('the term in a published document', function()
    return under_cursor():find('^两个维护') ~= nil and vim.api.nvim_buf_line_count(0) > 10
  end)
  assert(vim.bo.readonly or not vim.bo.modifiable, vim.api.nvim_buf_get_name(0))
  equal({}, vim.diagnostic.get(0))
end)

test('references, and a new name for an abbreviation', function()
  open(new_draft(navigated))
  stand_on(4, '新区管委会')
  local found
  vim.lsp.buf.references(nil, {
    on_list = function(list)
      found = vim.tbl_map(function(item)
        return item.lnum
      end, list.items)
    end,
  })
  wait_for('references', function()
    return found
  end)
  assert(vim.tbl_contains(found, 3) and vim.tbl_contains(found, 4), vim.inspect(found))
  vim.lsp.buf.rename('管委会办公室')
  wait_for_line(4, '（二）工作机制。𠮷县由管委会办公室牵头，按照第（一）条执行，做到“两个维护”。')
  wait_for_line(
    3,
    '（一）指导思想。𠮷县设立中国科技城新区管委会（以下简称“管委会办公室”），坚持稳中求进工作总基调。'
  )
end)

test('headings of the draft and of the corpus', function()
  local client = open(new_draft(navigated))
  local function names(query)
    local found = client:request_sync('workspace/symbol', { query = query }, 30000, 0).result
    return vim.tbl_map(function(symbol)
      return symbol.name
    end, found)
  end
  assert(vim.tbl_contains(names('工作机制'), '（二）工作机制'), vim.inspect(names('工作机制')))
  assert(#names('创新') > 0)
end)

print(('nvim: %d passed, %d failed\n'):format(passed, failed))
os.exit(failed == 0 and 0 or 1)
