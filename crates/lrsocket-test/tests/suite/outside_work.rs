//! Commands and requests of plug-ins, which the test answers.

use crate::stage::Stage;

const COMMAND: &str = "import 'LrTasks'.startAsyncTask(function()
    print('status', import 'LrTasks'.execute('convert a.jpg'))
end)";

const REQUEST: &str = "import 'LrTasks'.startAsyncTask(function()
    local body, headers = import 'LrHttp'.post('http://example.org/x', 'hello', { { field = 'X-A', value = '1' } })
    print(body, headers and headers.status, headers and headers.error and headers.error.errorCode)
end)";

#[test]
fn r1_6_an_unanswered_command_fails_the_test_and_says_how_to_answer() {
    Stage::new(COMMAND).fails_with(
        "lr.start()",
        "echo_test.lua:2",
        &[
            "starts a program: convert a.jpg",
            "lr.on_execute(function(command) return 0 end)",
        ],
    );
    Stage::new(REQUEST).fails_with(
        "lr.start()",
        "echo_test.lua:2",
        &[
            "makes a request: POST http://example.org/x",
            "lr.on_http(function(request)",
        ],
    );
}

#[test]
fn r1_6_a_test_answers_commands_and_sees_them() {
    Stage::new(COMMAND).passes(
        r#"
        local seen
        lr.on_execute(function(command) seen = command return 3 end)
        lr.start()
        assert.equals("convert a.jpg", seen)
        assert.same({ "status\t768" }, lr.log())
        assert.same({ { kind = "execute", command = "convert a.jpg", time = 0 } }, lr.commands())"#,
    );
    Stage::new("import 'LrShell'.openFilesInApp({ 'a', 'b' }, '/bin/show')").passes(
        r#"
        lr.on_execute(function() end)
        lr.start()
        local asked = lr.commands()[1]
        assert.same({ "launch", "/bin/show", { "a", "b" } }, { asked.kind, asked.program, asked.arguments })"#,
    );
}

#[test]
fn a_test_answers_requests() {
    Stage::new(REQUEST).passes(
        r#"
        lr.on_http(function(request)
            assert.equals("POST", request.method)
            assert.equals("hello", request.body)
            assert.equals("1", request.headers["X-A"])
            return { status = 201, headers = { ["Content-Type"] = "text/plain" }, body = "made" }
        end)
        lr.start()
        assert.same({ "made\t201\tnil" }, lr.log())"#,
    );
    Stage::new(REQUEST).passes(
        r#"
        lr.on_http(function() return nil, "no network" end)
        lr.start()
        assert.same({ "nil\tnil\tcannotConnectToHost" }, lr.log())"#,
    );
}

#[test]
fn a_wrong_answer_fails_the_test() {
    for (answer, expected) in [
        ("function() error('no idea', 0) end", "no idea"),
        ("function() assert.equals(1, 2) end", "expected 1"),
        ("function() return 'fine' end", "must return an exit status"),
        (
            "function() lr.advance(1) end",
            "lr cannot be used inside the functions of lr.on_execute",
        ),
    ] {
        let body = format!("lr.on_execute({answer})\nlr.start()");
        Stage::new(COMMAND).fails_with(&body, "echo_test.lua:3", &[expected]);
    }
}

#[test]
fn any_number_of_commands_can_be_listed() {
    Stage::new(
        "import 'LrTasks'.startAsyncTask(function()
            for i = 1, 9000 do import 'LrTasks'.execute('command ' .. i) end
        end)",
    )
    .passes(
        r#"
        lr.on_execute(function() return 0 end)
        lr.start()
        local commands = lr.commands()
        assert.equals("command 9000", commands[9000].command)"#,
    );
}
