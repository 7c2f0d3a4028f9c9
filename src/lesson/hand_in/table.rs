//! The table of a class as CSV, as it is written and quoted for spreadsheets.

/// A line of the table, cell by cell.
pub type Row = Vec<String>;

/// Lines as CSV (RFC 4180), with the mark by which a spreadsheet knows UTF-8. What it would take for a formula is text.
pub fn csv(rows: &[Row]) -> String {
    let mut text = "\u{feff}".to_owned();
    for row in rows {
        let cells: Vec<String> = row.iter().map(|one| cell(one)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn cell(text: &str) -> String {
    let is_formula = text
        .trim_start()
        .starts_with(['=', '+', '-', '@', '\t', '\r', '|', '%'])
        || text.starts_with(['\t', '\r']);
    let harmless = if is_formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    match harmless.contains([',', '"', '\n', '\r', ';', '\t']) {
        true => format!("\"{}\"", harmless.replace('"', "\"\"")),
        false => harmless,
    }
}
