print(require "Info".seen)
