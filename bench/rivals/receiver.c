/* The rival of plugins/receive.lua: recv of 64 KiB, memchr, one lua_pcall a line. */
#include "rival.h"

static const char script[] = "local count = 0\n"
			     "return function(socket, message) count = count + 1 end,\n"
			     "  {},\n"
			     "  function() return count end\n";

int main(void)
{
	int listener = listen_on_loopback("receive");
	lua_State *L = run_lua(script);

	serve_lines(L, accept_one(listener));
	lua_call(L, 0, 1); /* the third value of the script: the count */
	printf("counted %.0f\n", lua_tonumber(L, -1));
	return 0;
}
