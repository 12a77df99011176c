/* The rival of plugins/send.lua: a Lua loop calls a C method that copies each message into a
   64 KiB buffer and writes the buffer when it is full. */
#include "rival.h"

static const char script[] = "local message = string.rep('x', 63) .. '\\n'\n"
			     "return function(sender, messages)\n"
			     "  for _ = 1, messages do sender:send(message) end\n"
			     "end\n";

static int client;
static char buffer[BLOCK];
static size_t have;

static int send_message(lua_State *L)
{
	size_t length;
	const char *message = luaL_checklstring(L, 2, &length);

	if (have + length > sizeof buffer) {
		write_all(client, buffer, have);
		have = 0;
	}
	if (length > sizeof buffer) {
		write_all(client, message, length);
	} else {
		memcpy(buffer + have, message, length);
		have += length;
	}
	return 0;
}

int main(int argc, char **argv)
{
	int listener = listen_on_loopback("send");
	lua_State *L = run_lua(script);

	if (argc != 2)
		return 2;
	client = accept_one(listener);

	/* sender = setmetatable({}, { __index = { send = send_message } }) */
	lua_newtable(L);
	lua_newtable(L);
	lua_newtable(L);
	lua_pushcfunction(L, send_message);
	lua_setfield(L, -2, "send");
	lua_setfield(L, -2, "__index");
	lua_setmetatable(L, -2);

	lua_pushnumber(L, atof(argv[1]));
	lua_call(L, 2, 0);
	write_all(client, buffer, have);
	pause(); /* the harness ends it when it has read everything */
	return 0;
}
