/* What the three C rivals share: one Lua state, one listening port, whole writes. */
#ifndef RIVAL_H
#define RIVAL_H

#include <arpa/inet.h>
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BLOCK 65536

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

/* A listener on a free port of localhost; tells the harness the port and what it is for. */
static int listen_on_loopback(const char *mode)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t size = sizeof address;
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	alarm(300); /* nobody is left to connect: the harness is gone */
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (listener < 0 || bind(listener, (struct sockaddr *)&address, size) ||
	    listen(listener, 16) || getsockname(listener, (struct sockaddr *)&address, &size))
		fail("listen");
	printf("listening %s %d\n", mode, ntohs(address.sin_port));
	fflush(stdout);
	return listener;
}

static int accept_one(int listener)
{
	int one = 1;
	int client = accept(listener, NULL, NULL);

	if (client < 0)
		fail("accept");
	setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	return client;
}

static void write_all(int fd, const char *bytes, size_t count)
{
	while (count > 0) {
		ssize_t written = write(fd, bytes, count);
		if (written < 0)
			fail("write");
		bytes += written;
		count -= (size_t)written;
	}
}

/* A Lua state in which `source` has run; what it returned is on the stack. */
static lua_State *run_lua(const char *source)
{
	lua_State *L = luaL_newstate();

	if (L == NULL)
		exit(1);
	luaL_openlibs(L);
	if (luaL_dostring(L, source)) {
		fprintf(stderr, "%s\n", lua_tostring(L, -1));
		exit(1);
	}
	return L;
}

/* Calls the callback at stack index 1 with the socket at index 2 and a line, for each line; the
   acknowledgements of what one recv brought go out in one write. Ends when the client does. */
static inline void serve_lines(lua_State *L, int client)
{
	static char oks[3 * BLOCK]; /* a block of empty lines is the most there can be */
	size_t capacity = 4 * BLOCK, have = 0;
	char *buffer = malloc(capacity);
	ssize_t got;

	if (buffer == NULL)
		exit(1);
	for (size_t i = 0; i < sizeof oks; i += 3)
		memcpy(oks + i, "ok\n", 3);

	while ((got = recv(client, buffer + have, BLOCK, 0)) > 0) {
		char *line = buffer, *scan = buffer + have, *end = scan + got, *feed;
		size_t lines = 0;

		while ((feed = memchr(scan, '\n', (size_t)(end - scan))) != NULL) {
			size_t length = (size_t)(feed - line);

			if (length > 0 && feed[-1] == '\r')
				length--;
			lua_pushvalue(L, 1);
			lua_pushvalue(L, 2);
			lua_pushlstring(L, line, length);
			if (lua_pcall(L, 2, 0, 0)) {
				fprintf(stderr, "%s\n", lua_tostring(L, -1));
				exit(1);
			}
			lines++;
			line = scan = feed + 1;
		}
		if (lines > 0)
			write_all(client, oks, 3 * lines);

		have = (size_t)(end - line);
		memmove(buffer, line, have);
		if (have + BLOCK > capacity) {
			capacity *= 2;
			buffer = realloc(buffer, capacity);
			if (buffer == NULL)
				exit(1);
		}
	}
	if (got < 0)
		fail("recv");
	free(buffer);
}

#endif
