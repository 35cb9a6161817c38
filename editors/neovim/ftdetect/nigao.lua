vim.filetype.add({ extension = { gw = 'gongwen', gongwen = 'gongwen' } })
