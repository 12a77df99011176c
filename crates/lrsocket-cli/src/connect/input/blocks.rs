//! Stdin that nobody types into, in blocks: as many lines as are there at once.

use std::io::{BufRead, ErrorKind};

use tokio::sync::mpsc::Sender;

use super::{Input, give};

/// How many bytes are taken together, at most; a line may have more.
pub(super) const MOST: usize = 64 * 1024;

/// How long a line may be: what a `Remote` lets wait.
const LONGEST: usize = 64 << 20;

/// Passes whole lines on until the end.
pub(super) fn lines(mut stdin: impl BufRead, sender: &Sender<Input>) {
    let mut begun = Vec::new();
    loop {
        let available = match stdin.fill_buf() {
            Ok([]) => break,
            Ok(available) => available,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => {
                give(sender, Input::Failed(error.to_string()));
                return;
            }
        };
        let taken = available.len().min(MOST);
        let available = &available[..taken];
        let whole = available
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        if whole > 0 {
            begun.extend_from_slice(&available[..whole]);
            if !give(sender, Input::Lines(std::mem::take(&mut begun))) {
                return;
            }
        }
        begun.extend_from_slice(&available[whole..]);
        stdin.consume(taken);
        if begun.len() > LONGEST {
            let why = format!("a line of stdin has more than {LONGEST} bytes");
            give(sender, Input::Failed(why));
            return;
        }
    }
    let unfinished = !begun.is_empty();
    if unfinished {
        begun.push(b'\n');
        if !give(sender, Input::Lines(begun)) {
            return;
        }
    }
    give(sender, Input::End { unfinished });
}

/// Passes bytes on as they come, until the end.
pub(super) fn bytes(mut stdin: impl BufRead, sender: &Sender<Input>) {
    loop {
        let block = match stdin.fill_buf() {
            Ok([]) => break,
            Ok(available) => available.to_vec(),
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => {
                give(sender, Input::Failed(error.to_string()));
                return;
            }
        };
        stdin.consume(block.len());
        if !give(sender, Input::Bytes(block)) {
            return;
        }
    }
    give(sender, Input::End { unfinished: false });
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use tokio::sync::mpsc::channel;

    use super::*;

    fn read(text: &[u8], buffer: usize) -> Vec<Input> {
        let (sender, mut receiver) = channel(100);
        lines(BufReader::with_capacity(buffer, text), &sender);
        drop(sender);
        std::iter::from_fn(|| receiver.try_recv().ok()).collect()
    }

    #[test]
    fn lines_are_whole_wherever_the_buffer_ends() {
        let text = b"one\ntwo\r\n\nand a long one\n";
        for buffer in 1..=text.len() + 1 {
            let inputs = read(text, buffer);
            let mut joined = Vec::new();
            for input in &inputs[..inputs.len() - 1] {
                let Input::Lines(lines) = input else {
                    panic!("{input:?}");
                };
                assert!(lines.ends_with(b"\n"), "{input:?}");
                joined.extend_from_slice(lines);
            }
            assert_eq!(joined, text);
            assert_eq!(inputs.last(), Some(&Input::End { unfinished: false }));
        }
    }

    #[test]
    fn half_a_line_at_the_end_is_a_line() {
        for buffer in 1..10 {
            let inputs = read(b"one\ntwo", buffer);
            let [.., Input::Lines(last), Input::End { unfinished: true }] = &inputs[..] else {
                panic!("{inputs:?}");
            };
            assert!(last.ends_with(b"two\n"), "{inputs:?}");
        }
    }

    #[test]
    fn nothing_is_an_end() {
        assert_eq!(read(b"", 8), [Input::End { unfinished: false }]);
    }
}
