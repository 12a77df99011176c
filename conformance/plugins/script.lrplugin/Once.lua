say "Once.lua runs"
