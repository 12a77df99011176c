taken = false
