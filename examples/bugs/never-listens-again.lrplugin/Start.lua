require "Server"
