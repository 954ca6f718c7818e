"""a title and a slug -> a one-page PDF for the demonstration's desk to read"""


def demo_paper(title: str, slug: str) -> bytes:
    """A one-page PDF that says that it is a demonstration and proves nothing. The title and the
    slug are ASCII without parentheses.
    """
    lines = ("DEMONSTRATION", title, slug, "An invented paper: it proves nothing.")
    text = " ".join(f"({line}) Tj 0 -40 Td" for line in lines)
    page = f"BT /F1 22 Tf 60 760 Td {text} ET"
    bodies = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(page)} >>\nstream\n{page}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    file, places = "%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(file))
        file += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(bodies) + 1
    end = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(file)}\n%%EOF\n"
    return f"{file}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode("ascii")
