//! The sources as they are read: what each imports, how long it and its functions are. What stands in tests does not count.

use proc_macro2::{TokenStream, TokenTree};
use std::path::Path;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

pub struct Source {
    pub path: String,
    /// Its place among the modules: `["rds", "operation", "check"]`.
    module: Vec<String>,
    pub lines: usize,
    /// Paths within the crate, from its root.
    pub imports: Vec<Vec<String>>,
    /// Each function with its length in lines.
    pub functions: Vec<(String, usize)>,
    /// Every text that stands in its code, in macros too; comments are none.
    pub texts: Vec<String>,
    /// The methods that it defines, each with its type.
    pub methods: Vec<(String, String)>,
    /// The methods that it calls where their type can be read: of `self`, of a type by name, and of a variable that bears the
    /// name of its type.
    pub calls: Vec<(String, String)>,
    /// The type whose methods are being read.
    own_type: Option<String>,
    /// What it shows of other files: the name, or `*`, and where that leads from the crate's root.
    exports: Vec<(String, Vec<String>)>,
    /// The names of what it defines itself.
    defines: Vec<String>,
    /// The names that it imports, and where each leads from the crate's root.
    known: Vec<(String, Vec<String>)>,
}

impl Source {
    pub fn room(&self) -> &str {
        &self.module[0]
    }

    /// What it shows of other files, by where that leads.
    pub fn shows(&self) -> impl Iterator<Item = &Vec<String>> {
        self.exports.iter().map(|(_, leads_to)| leads_to)
    }

    fn read(path: &str) -> Source {
        let text = std::fs::read_to_string(path).expect("a source can be read");
        Source::parse(path, &text)
    }

    /// What stands at `path` with this text, whether it is there or not.
    pub fn parse(path: &str, text: &str) -> Source {
        let file = syn::parse_file(text).expect("a source is Rust");
        let inner = path
            .strip_prefix("src/")
            .and_then(|path| path.strip_suffix(".rs"));
        let inner = inner.expect("a source stands in src");
        let inner = inner.strip_suffix("/mod").unwrap_or(inner);
        let mut source = Source {
            path: path.to_owned(),
            module: inner.split('/').map(str::to_owned).collect(),
            lines: text.lines().count(),
            imports: Vec::new(),
            functions: Vec::new(),
            texts: Vec::new(),
            methods: Vec::new(),
            calls: Vec::new(),
            own_type: None,
            exports: Vec::new(),
            defines: file.items.iter().filter_map(name_of).collect(),
            known: Vec::new(),
        };
        source.visit_file(&file);
        source
    }

    /// Where a path leads from the crate's root, if it leads through the crate.
    fn leads_to(&self, path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        let from_root = match first.as_str() {
            "crate" => rest.to_vec(),
            "self" => [&self.module[..], rest].concat(),
            "super" => {
                let ups = path.iter().take_while(|part| *part == "super").count();
                let above = self.module.len().saturating_sub(ups);
                [&self.module[..above], &path[ups..]].concat()
            }
            _ => return None,
        };
        (!from_root.is_empty()).then_some(from_root)
    }

    /// Where a path leads that begins with a room or file that was imported: `lesson::open`, after `use crate::app::lesson`.
    fn leads_on(&self, path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first().filter(|(_, rest)| !rest.is_empty())?;
        let mut known = self.known.iter();
        let (_, leads_to) = known.find(|(name, _)| name == first)?;
        Some([&leads_to[..], rest].concat())
    }

    fn measure(&mut self, name: &syn::Ident, whole: impl Spanned) {
        let span = whole.span();
        let lines = span.end().line - span.start().line + 1;
        self.functions.push((name.to_string(), lines));
    }
}

/// `Rds` for `rds`: variables are often called as their type is.
fn type_called(variable: &str) -> String {
    let parts = variable.split('_').map(|part| {
        let (first, rest) = part.split_at(part.len().min(1));
        first.to_uppercase() + rest
    });
    parts.collect()
}

fn last_name(path: &syn::Path) -> Option<String> {
    Some(path.segments.last()?.ident.to_string())
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    let told = |attribute: &syn::Attribute| match &attribute.meta {
        syn::Meta::List(list) if list.path.is_ident("cfg") => {
            list.tokens.to_string().contains("test")
        }
        meta => meta.path().is_ident("test"),
    };
    attributes.iter().any(told)
}

impl Visit<'_> for Source {
    fn visit_item_mod(&mut self, item: &syn::ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &syn::ItemUse) {
        if is_test(&item.attrs) {
            return;
        }
        let mut leaves = Vec::new();
        collect_leaves(&[], &item.tree, &mut leaves);
        for (path, name) in leaves {
            // What a room shows of its own files is not what it needs of them.
            match item.vis {
                syn::Visibility::Inherited => {
                    let leads_to = self.leads_to(&path).into_iter();
                    self.imports.extend(leads_to.clone());
                    self.known.extend(leads_to.map(|path| (name.clone(), path)));
                }
                _ => {
                    let below = || [&self.module[..], &path].concat();
                    let leads_to = self.leads_to(&path).unwrap_or_else(below);
                    self.exports.push((name, leads_to));
                }
            }
        }
    }

    fn visit_attribute(&mut self, _: &syn::Attribute) {}

    fn visit_lit_str(&mut self, text: &syn::LitStr) {
        self.texts.push(text.value());
    }

    fn visit_macro(&mut self, item: &syn::Macro) {
        collect_texts(item.tokens.clone(), &mut self.texts);
        for path in paths_within(item.tokens.clone()) {
            self.imports.extend(self.leads_to(&path));
            self.imports.extend(self.leads_on(&path));
        }
        visit::visit_macro(self, item);
    }

    /// `pub(super)` imports nothing.
    fn visit_visibility(&mut self, _: &syn::Visibility) {}

    fn visit_item_impl(&mut self, item: &syn::ItemImpl) {
        let outer = self.own_type.take();
        if let syn::Type::Path(of) = &*item.self_ty {
            self.own_type = last_name(&of.path);
        }
        for method in item.items.iter().filter(|_| item.trait_.is_none()) {
            if let (syn::ImplItem::Fn(method), Some(of)) = (method, &self.own_type) {
                let name = method.sig.ident.to_string();
                self.methods.push((of.clone(), name));
            }
        }
        visit::visit_item_impl(self, item);
        self.own_type = outer;
    }

    fn visit_expr_method_call(&mut self, call: &syn::ExprMethodCall) {
        if let syn::Expr::Path(receiver) = &*call.receiver
            && let Some(variable) = receiver.path.get_ident()
        {
            let of = match variable == "self" {
                true => self.own_type.clone(),
                false => Some(type_called(&variable.to_string())),
            };
            let name = call.method.to_string();
            self.calls.extend(of.map(|of| (of, name)));
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_path(&mut self, path: &syn::Path) {
        if let [.., of, name] = &path.segments.iter().collect::<Vec<_>>()[..] {
            let pair = (of.ident.to_string(), name.ident.to_string());
            self.calls.push(pair);
        }
        let parts: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        self.imports.extend(self.leads_to(&parts));
        self.imports.extend(self.leads_on(&parts));
        visit::visit_path(self, path);
    }

    fn visit_item_fn(&mut self, item: &syn::ItemFn) {
        if !is_test(&item.attrs) {
            self.measure(&item.sig.ident, &item.block);
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &syn::ImplItemFn) {
        if !is_test(&item.attrs) {
            self.measure(&item.sig.ident, &item.block);
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_trait_item_fn(&mut self, item: &syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.measure(&item.sig.ident, block);
        }
        visit::visit_trait_item_fn(self, item);
    }
}

/// The paths that stand in a macro's tokens: `matches!(phase, crate::world::Phase::Wait)`.
fn paths_within(tokens: TokenStream) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    let mut path: Vec<String> = Vec::new();
    let mut colons = 0;
    for token in tokens {
        match token {
            TokenTree::Ident(name) => {
                if colons != 2 {
                    paths.push(std::mem::take(&mut path));
                }
                path.push(name.to_string());
                colons = 0;
            }
            TokenTree::Punct(sign) if sign.as_char() == ':' => colons += 1,
            other => {
                paths.push(std::mem::take(&mut path));
                colons = 0;
                if let TokenTree::Group(group) = other {
                    paths.extend(paths_within(group.stream()));
                }
            }
        }
    }
    paths.push(path);
    paths.retain(|path| path.len() > 1);
    paths
}

fn collect_texts(tokens: TokenStream, texts: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect_texts(group.stream(), texts),
            TokenTree::Literal(literal) => {
                let text = syn::parse_str::<syn::LitStr>(&literal.to_string());
                texts.extend(text.map(|text| text.value()));
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

/// Every path of a `use`, with the name under which it is known then.
fn collect_leaves(before: &[String], tree: &syn::UseTree, leaves: &mut Vec<(Vec<String>, String)>) {
    let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
    match tree {
        syn::UseTree::Path(path) => collect_leaves(&with(&path.ident), &path.tree, leaves),
        syn::UseTree::Name(name) => leaves.push((with(&name.ident), name.ident.to_string())),
        syn::UseTree::Rename(it) => leaves.push((with(&it.ident), it.rename.to_string())),
        syn::UseTree::Glob(_) => leaves.push((before.to_vec(), "*".to_owned())),
        syn::UseTree::Group(group) => {
            for tree in &group.items {
                collect_leaves(before, tree, leaves);
            }
        }
    }
}

fn name_of(item: &syn::Item) -> Option<String> {
    let name = match item {
        syn::Item::Const(item) => &item.ident,
        syn::Item::Enum(item) => &item.ident,
        syn::Item::Fn(item) => &item.sig.ident,
        syn::Item::Static(item) => &item.ident,
        syn::Item::Struct(item) => &item.ident,
        syn::Item::Trait(item) => &item.ident,
        syn::Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

/// Every source of the library that is not a test, in order of its path.
pub fn sources() -> Vec<Source> {
    let of_library = |source: &Source| {
        let front = ["src/main.rs", "src/lib.rs"].contains(&source.path.as_str());
        !front && !["bin", "command"].contains(&source.room())
    };
    let all = with_programs().into_iter();
    all.filter(of_library).collect()
}

/// The same, and the programs that stand on the library.
pub fn with_programs() -> Vec<Source> {
    let mut paths = Vec::new();
    collect(Path::new("src"), &mut paths);
    paths.sort();
    let is_test =
        |path: &&String| path.ends_with("tests.rs") || path.starts_with("src/app/fixture");
    let sources = paths.iter().filter(|path| !is_test(path));
    sources.map(|path| Source::read(path)).collect()
}

/// Every Rust file of some folders, tests too, with its length in lines.
pub fn lengths(folders: &[&str]) -> Vec<(String, usize)> {
    let mut paths = Vec::new();
    for folder in folders {
        collect(Path::new(folder), &mut paths);
    }
    paths.retain(|path| path.ends_with(".rs"));
    let length = |path: String| {
        let text = std::fs::read_to_string(&path).expect("a source can be read");
        (path, text.lines().count())
    };
    paths.into_iter().map(length).collect()
}

fn collect(folder: &Path, paths: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder can be read") {
        let path = entry.expect("an entry can be read").path();
        match path.is_dir() {
            true => collect(&path, paths),
            false => paths.push(path.to_string_lossy().into_owned()),
        }
    }
}

/// The file through which a path leads, and how much of the path that is.
fn door_of(sources: &[Source], import: &[String]) -> Option<(usize, usize)> {
    (1..=import.len()).rev().find_map(|length| {
        let mut files = sources.iter();
        let found = files.position(|source| source.module[..] == import[..length]);
        Some((found?, length))
    })
}

/// The files that an import ties its own to: the one that it leads to, and the one through which it leads, if that does more
/// than show what its room has.
pub fn files_of(sources: &[Source], import: &[String]) -> Vec<usize> {
    let door = door_of(sources, import).map(|(file, _)| file);
    let door = door.filter(|file| !sources[*file].functions.is_empty());
    door.into_iter().chain(file_of(sources, import)).collect()
}

/// The file that a path leads to: the one that defines its name, where a room shows what its files define.
fn file_of(sources: &[Source], import: &[String]) -> Option<usize> {
    let (file, length) = door_of(sources, import)?;
    let Some(name) = import.get(length) else {
        return Some(file);
    };
    let shown = sources[file]
        .exports
        .iter()
        .find_map(|(known_as, leads_to)| {
            let leads_on = || file_of(sources, leads_to).filter(|other| *other != file);
            match known_as == "*" {
                true => leads_on().filter(|other| sources[*other].defines.contains(name)),
                false if known_as == name => leads_on(),
                false => None,
            }
        });
    Some(shown.unwrap_or(file))
}
