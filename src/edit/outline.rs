//! The shape of a script's top level: its lists, and the operators that join their pipelines.

use crate::shell::{AndOrOp, Script, Sep};

/// The lists of a script in order; for each the operators between its pipelines, and what ends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outline {
    lists: Vec<(Vec<AndOrOp>, Sep)>,
}

impl Outline {
    pub(super) fn of(script: &Script) -> Self {
        let lists = script.list.items.iter();
        Self { lists: lists.map(|item| (item.and_or.rest.iter().map(|link| link.op).collect(), item.sep)).collect() }
    }

    /// The operators of the only list, if they are all `&&`.
    fn only_chain(&mut self) -> Result<&mut Vec<AndOrOp>, String> {
        match self.lists.as_mut_slice() {
            [(ops, sep)] if matches!(sep, Sep::End | Sep::Semi) && ops.iter().all(|op| *op == AndOrOp::And) => Ok(ops),
            _ => Err("a command was put in front of, or taken out of, something else than one `&&` chain".to_owned()),
        }
    }

    pub(super) fn insert(&mut self) -> Result<(), String> {
        self.only_chain()?.push(AndOrOp::And);
        Ok(())
    }

    pub(super) fn insert_list(&mut self, index: usize) {
        self.lists.insert(index.min(self.lists.len()), (Vec::new(), Sep::Semi));
    }

    pub(super) fn append(&mut self, count: usize) -> Result<(), String> {
        match self.lists.last_mut() {
            Some((ops, sep @ (Sep::End | Sep::Semi))) => {
                ops.extend(std::iter::repeat_n(AndOrOp::And, count));
                *sep = Sep::End;
                Ok(())
            }
            _ => Err("a command was appended to a list that goes on in the background".to_owned()),
        }
    }

    pub(super) fn append_lists(&mut self, count: usize) -> Result<(), String> {
        for _ in 0..count {
            match self.lists.last_mut() {
                Some((_, sep @ (Sep::End | Sep::Semi))) => *sep = Sep::Semi,
                _ => return Err("a list was appended to one that goes on in the background".to_owned()),
            }
            self.lists.push((Vec::new(), Sep::End));
        }
        Ok(())
    }

    pub(super) fn remove_list(&mut self, index: usize) -> Result<(), String> {
        let last = self.lists.len().checked_sub(1).filter(|&last| last > 0 && index <= last);
        let plain = |list: &(Vec<AndOrOp>, Sep)| list.0.is_empty() && matches!(list.1, Sep::End | Sep::Semi);
        match last {
            Some(last) if plain(&self.lists[index]) => {
                let (_, sep) = self.lists.remove(index);
                match self.lists.last_mut().filter(|_| index == last) {
                    Some((_, before)) if *before == Sep::Semi => *before = sep,
                    Some(_) => return Err("what goes on in the background would end the RUN".to_owned()),
                    None => {}
                }
                Ok(())
            }
            _ => Err("a list was taken out that is no command of its own".to_owned()),
        }
    }

    pub(super) fn remove(&mut self) -> Result<(), String> {
        let removed = self.only_chain()?.pop();
        removed.map(|_| ()).ok_or_else(|| "the only command was taken out".to_owned())
    }
}

/// The outline of `left && right`. A right side that is not braced must be one `&&` chain: `||` or `;` in it would take
/// hold of what stands on the left.
pub(super) fn join(left: Option<(Outline, bool)>, mut right: Outline) -> Result<Outline, String> {
    let Some((mut left, braced)) = left else { return Ok(right) };
    if braced {
        left.append(1)?;
        return Ok(left);
    }
    left.append(right.only_chain()?.len() + 1)?;
    if let (Some((_, end)), Some((_, sep))) = (left.lists.last_mut(), right.lists.last()) {
        *end = *sep;
    }
    Ok(left)
}
