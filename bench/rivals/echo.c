/* The rival of plugins/echo.lua: a line in on one port, a Lua callback, the line back on another. */
#include "rival.h"

static const char script[] =
	"return function(socket, message) send(message .. '\\n') end, {}\n";

static int sender;

static int send_message(lua_State *L)
{
	size_t length;
	const char *message = luaL_checklstring(L, 1, &length);

	write_all(sender, message, length);
	return 0;
}

int main(void)
{
	int send_listener = listen_on_loopback("send");
	int receive_listener = listen_on_loopback("receive");
	lua_State *L = run_lua(script);

	lua_register(L, "send", send_message);
	sender = accept_one(send_listener);
	serve_lines(L, accept_one(receive_listener));
	return 0;
}
