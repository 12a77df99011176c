if on_click then
	on_click()
end
