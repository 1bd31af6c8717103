//! All mutants of a file in one text: each is a branch that is taken when `switch::on` names it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::mutant::{Genre, Mutant};

/// The text with every mutant in it, and the numbers of those that have no place in it. A switch cannot stand in a
/// `const fn`, so that only the functions of these names stay constant.
pub fn weave(text: &str, mutants: &[&Mutant], constant: &BTreeSet<String>) -> Result<(String, Vec<usize>), syn::Error> {
    let file = syn::parse_file(text)?;
    let mut places =
        Places { lines: line_starts(text), text, by_start: BTreeMap::new(), bodies: Vec::new(), edits: Vec::new() };
    for mutant in mutants {
        let at = places.offset(mutant.start);
        match mutant.genre {
            Genre::Body => places.bodies.push((at, mutant)),
            Genre::Operator | Genre::Unary | Genre::Guard | Genre::Arm => {
                places.by_start.entry(at).or_default().push(mutant);
            }
            Genre::Other => {}
        }
    }
    let mut blocks = Blocks::default();
    blocks.visit_file(&file);
    for (at, mutant) in std::mem::take(&mut places.bodies) {
        let innermost = blocks.bodies.iter().filter(|block| block.contains(&at)).min_by_key(|block| block.len());
        if let Some(block) = innermost {
            let Mutant { id, replacement, .. } = mutant;
            let inserted = format!("/*<{id}*/if crate::switch::on({id}) {{ return {replacement}; }}/*{id}>*/");
            places.edits.push(Edit {
                id: *id,
                range: block.start + 1..block.start + 1,
                before: inserted,
                after: String::new(),
            });
        }
    }
    places.visit_file(&file);
    let placed: Vec<usize> = places.edits.iter().map(|edit| edit.id).collect();
    for (name, range) in blocks.constant {
        if !constant.contains(&name) {
            places.edits.push(Edit { id: 0, range, before: "/* ".to_owned(), after: " */".to_owned() });
        }
    }
    let unplaced = mutants.iter().map(|mutant| mutant.id).filter(|id| !placed.contains(id)).collect();
    Ok((apply(text, places.edits), unplaced))
}

/// What goes before and after a range of the text.
struct Edit {
    id: usize,
    range: Range<usize>,
    before: String,
    after: String,
}

/// What goes in at one place, each with the length of what it stands around.
type Pieces = BTreeMap<usize, Vec<(usize, String)>>;

/// Puts all of them in; of two with one range the first is the outer one.
fn apply(text: &str, edits: Vec<Edit>) -> String {
    let (mut closing, mut opening) = (Pieces::new(), Pieces::new());
    for Edit { range, before, after, .. } in edits {
        closing.entry(range.end).or_default().push((range.len(), after));
        opening.entry(range.start).or_default().push((range.len(), before));
    }
    let places: BTreeSet<usize> = closing.keys().chain(opening.keys()).copied().collect();
    let mut woven = String::with_capacity(text.len() * 2);
    let mut done = 0;
    for at in places {
        woven.push_str(&text[done..at]);
        done = at;
        // What closes here was opened last, or later among equals; what opens here is closed first.
        let mut closing = closing.remove(&at).unwrap_or_default();
        closing.reverse();
        closing.sort_by_key(|(length, _)| *length);
        let mut opening = opening.remove(&at).unwrap_or_default();
        opening.sort_by_key(|(length, _)| usize::MAX - length);
        for (_, piece) in closing.into_iter().chain(opening) {
            woven.push_str(&piece);
        }
    }
    woven.push_str(&text[done..]);
    woven
}

/// The bodies of all functions, and the `const` of those that have it, by the function's name.
#[derive(Default)]
struct Blocks {
    bodies: Vec<Range<usize>>,
    constant: Vec<(String, Range<usize>)>,
}

impl Blocks {
    fn add(&mut self, signature: &syn::Signature, body: &syn::Block) {
        self.bodies.push(body.span().byte_range());
        if let Some(word) = signature.constness {
            self.constant.push((signature.ident.to_string(), word.span().byte_range()));
        }
    }
}

impl Visit<'_> for Blocks {
    fn visit_item_fn(&mut self, node: &syn::ItemFn) {
        self.add(&node.sig, &node.block);
        visit::visit_item_fn(self, node);
    }

    fn visit_impl_item_fn(&mut self, node: &syn::ImplItemFn) {
        self.add(&node.sig, &node.block);
        visit::visit_impl_item_fn(self, node);
    }

    fn visit_trait_item_fn(&mut self, node: &syn::TraitItemFn) {
        if let Some(block) = &node.default {
            self.add(&node.sig, block);
        }
        visit::visit_trait_item_fn(self, node);
    }
}

struct Places<'a> {
    text: &'a str,
    lines: Vec<usize>,
    by_start: BTreeMap<usize, Vec<&'a Mutant>>,
    bodies: Vec<(usize, &'a Mutant)>,
    edits: Vec<Edit>,
}

impl Places<'_> {
    /// Of a line and a column, both from 1, the column in characters.
    fn offset(&self, (line, column): (usize, usize)) -> usize {
        let start = self.lines[line - 1];
        let rest = &self.text[start..];
        start + rest.char_indices().nth(column - 1).map_or(rest.len(), |(at, _)| at)
    }

    fn of(&self, at: usize, genre: Genre) -> Vec<(usize, String)> {
        let here = self.by_start.get(&at).into_iter().flatten();
        here.filter(|mutant| mutant.genre == genre).map(|mutant| (mutant.id, mutant.replacement.clone())).collect()
    }

    /// A choice between the mutant's text and what stood there.
    fn choice(&mut self, id: usize, range: Range<usize>, mutated: &str) {
        let before = format!("(/*<{id}*/if crate::switch::on({id}) {{ {mutated} }} else {{ ");
        self.edits.push(Edit { id, range, before, after: format!(" }}/*{id}>*/)") });
    }
}

impl Visit<'_> for Places<'_> {
    fn visit_expr_binary(&mut self, node: &syn::ExprBinary) {
        let operator = node.op.span().byte_range();
        // The second half of `if let … && …` is no expression of its own.
        if !holds_let(&node.left) && !holds_let(&node.right) {
            let range = node.span().byte_range();
            for (id, replacement) in self.of(operator.start, Genre::Operator) {
                let text = self.text;
                let mutated =
                    format!("{} {replacement} {}", &text[range.start..operator.start], &text[operator.end..range.end]);
                self.choice(id, range.clone(), &mutated);
            }
        }
        visit::visit_expr_binary(self, node);
    }

    fn visit_expr_unary(&mut self, node: &syn::ExprUnary) {
        let range = node.span().byte_range();
        for (id, _) in self.of(node.op.span().byte_range().start, Genre::Unary) {
            let mutated = self.text[node.expr.span().byte_range()].to_owned();
            self.choice(id, range.clone(), &mutated);
        }
        visit::visit_expr_unary(self, node);
    }

    fn visit_arm(&mut self, node: &syn::Arm) {
        let pattern = node.pat.span().byte_range();
        for (id, _) in self.of(node.span().byte_range().start, Genre::Arm) {
            let off = format!("/*<{id}*/!crate::switch::on({id})/*{id}>*/");
            self.edits.push(match &node.guard {
                None => {
                    Edit { id, range: pattern.end..pattern.end, before: format!(" if {off}"), after: String::new() }
                }
                Some((_, guard)) => {
                    Edit { id, range: guard.span().byte_range(), before: format!("{off} && ("), after: ")".to_owned() }
                }
            });
        }
        if let Some((_, guard)) = &node.guard {
            let range = guard.span().byte_range();
            for (id, replacement) in self.of(range.start, Genre::Guard) {
                let on = format!("crate::switch::on({id})");
                let before = match replacement.as_str() {
                    "true" => format!("/*<{id}*/{on}/*{id}>*/ || ("),
                    _ => format!("/*<{id}*/!{on}/*{id}>*/ && ("),
                };
                self.edits.push(Edit { id, range: range.clone(), before, after: ")".to_owned() });
            }
        }
        visit::visit_arm(self, node);
    }
}

fn holds_let(expression: &syn::Expr) -> bool {
    match expression {
        syn::Expr::Let(_) => true,
        syn::Expr::Binary(binary) => holds_let(&binary.left) || holds_let(&binary.right),
        _ => false,
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

/// The mutant in whose piece of a woven text a byte stands: the innermost.
pub fn mutant_at(woven: &str, at: usize) -> Option<usize> {
    let mut open = Vec::new();
    let mut rest = 0;
    while let Some(found) = woven[rest..].find("/*").map(|found| rest + found) {
        if found > at {
            break;
        }
        rest = found + 2;
        let Some(end) = woven[rest..].find("*/") else { break };
        let comment = &woven[rest..rest + end];
        if let Some(id) = comment.strip_prefix('<').and_then(|id| id.parse::<usize>().ok()) {
            open.push(id);
        } else if let Some(id) = comment.strip_suffix('>').and_then(|id| id.parse::<usize>().ok()) {
            open.retain(|known| *known != id);
        }
    }
    open.pop()
}

/// The mutants in the first block behind a byte of a woven text: the arms of a match.
pub fn mutants_in_block(woven: &str, at: usize) -> Vec<usize> {
    let Some(begin) = woven[at..].find('{').map(|found| at + found) else { return Vec::new() };
    let mut depth = 0_usize;
    let end = woven[begin..].char_indices().find_map(|(found, c)| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(begin + found)
    });
    let block = &woven[begin..end.unwrap_or(woven.len())];
    block.split("/*<").skip(1).filter_map(|rest| rest.split("*/").next()?.parse().ok()).collect()
}
