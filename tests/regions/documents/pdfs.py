"""PDF files for tests: plain ones, and those that must be refused."""

import io
import zlib
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from regions.documents.files import FOLDER

SCRIPT = "app.alert(1)"
MARK = "Piet Geheim"


def saved(pdf, **options):
    file = io.BytesIO()
    pdf.save(file, static_id=True, **options)
    return file.getvalue()


def a_pdf(change=None, **options):
    """A PDF of one page; `change` gets it before it is saved."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    if change:
        change(pdf)
    return saved(pdf, **options)


def with_metadata():
    def change(pdf):
        pdf.docinfo["/Author"] = MARK
        pdf.docinfo["/Title"] = "C:\\Documenten\\Notulen Geheim.docx"
        with pdf.open_metadata() as metadata:
            metadata["dc:creator"] = [MARK]
            metadata["pdfuaid:part"] = "1"

    return a_pdf(change)


def with_earlier_version():
    """A PDF to which a second version was appended, as when text was removed."""
    first = a_pdf(lambda pdf: pdf.Root.__setitem__("/Gone", String(MARK)))
    start = first.rindex(b"startxref") + len(b"startxref\n")
    previous = first[start : first.index(b"\n", start)].decode()
    with Pdf.open(io.BytesIO(first)) as pdf:
        pages, size = pdf.Root.Pages.objgen[0], int(pdf.trailer.Size)
        root = pdf.Root.objgen[0]
    catalogue = f"{root} 0 obj\n<</Type /Catalog /Pages {pages} 0 R>>\nendobj\n".encode()
    table = f"xref\n{root} 1\n{len(first):010} 00000 n \n".encode()
    trailer = f"trailer\n<</Size {size} /Root {root} 0 R /Prev {previous}>>\n".encode()
    end = f"startxref\n{len(first) + len(catalogue)}\n%%EOF\n".encode()
    return first + catalogue + table + trailer + end


def _action(kind, **fields):
    names = {f"/{name}": value for name, value in fields.items()}
    return Dictionary({"/S": Name(kind), **names})


def _link(action):
    return Dictionary(
        {"/Type": Name.Annot, "/Subtype": Name.Link, "/Rect": Array([0, 0, 9, 9]), "/A": action}
    )


def _set_root(name, value):
    return lambda pdf: pdf.Root.__setitem__(name, value)


def _annotate(value):
    return lambda pdf: pdf.pages[0].obj.__setitem__("/Annots", Array([value]))


def _attach(pdf):
    pdf.attachments["virus.exe"] = b"MZ" + bytes(100)


def _grows():
    """A text that takes twice the bytes once it is written in hexadecimal digits."""
    letters = 8_000_000 * b"x"
    plain = a_pdf(_set_root("/Note", String(letters.decode())))
    return plain.replace(letters, len(letters) * b"\x80")


def _stream_bomb():
    blank = zlib.compressobj(9)
    block = bytes(10_000_000)
    data = b"".join(blank.compress(block) for _ in range(300)) + blank.flush()
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Extra 5 0 R>>",
        b"<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream"
        % (len(data), data),
    ]
    file, starts = b"%PDF-1.5\n", []
    for number, value in enumerate(objects, start=1):
        starts.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    rows = b"\0\0\0\0\0\0" + b"".join(b"\1" + start.to_bytes(4, "big") + b"\0" for start in starts)
    rows += b"\2" + (4).to_bytes(4, "big") + b"\0"  # object 5, in the object stream
    start = len(file)
    file += (
        b"6 0 obj\n<</Type /XRef /Size 6 /W [1 4 1] /Root 1 0 R /Length %d>>\n"
        b"stream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (len(rows), rows, start)
    )
    return file


@cache
def hostile():
    """Map names to the bytes of files, none of which may be stored."""
    plain = a_pdf()
    run = _action("/JavaScript", JS=String(SCRIPT))
    launch = _action("/Launch", F=String("cmd.exe"))
    in_streams = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}
    tree = Dictionary({"/JavaScript": Dictionary({"/Names": Array([String("a"), run])})})
    return {
        "empty": b"",
        "one byte": b"%",
        "text": b"Jaarplan van de regio",
        "html": b"<!doctype html><script>alert(1)</script>",
        "html named as a pdf": b"<html>%PDF-1.7 <script>alert(1)</script> %%EOF",
        "a word file": b"PK\x03\x04" + bytes(500),
        "a program": b"MZ" + bytes(500),
        "header only": b"%PDF-1.7\n",
        "header and end only": b"%PDF-1.7\n%%EOF\n",
        "without its end": plain[:-40],
        "cut in half": plain[: len(plain) // 2],
        "with a wrong start of the table": plain.replace(b"startxref\n", b"startxref\n9"),
        "followed by another file": plain + b"PK\x03\x04" + bytes(500),
        "followed by html": plain + b"<script>alert(1)</script>" + b" " * 100,
        "preceded by html": b"<script>alert(1)</script>\n" + plain,
        "without pages": saved(Pdf.new()),
        "with a password": a_pdf(encryption=pikepdf.Encryption(owner="a", user="b")),
        "not to be printed": a_pdf(encryption=pikepdf.Encryption(owner="a")),
        "javascript on opening": a_pdf(_set_root("/OpenAction", run)),
        "javascript on closing": a_pdf(_set_root("/AA", Dictionary({"/WC": run}))),
        "javascript by name": a_pdf(_set_root("/Names", tree)),
        "javascript in a link": a_pdf(_annotate(_link(run))),
        "javascript in an object stream": a_pdf(_set_root("/OpenAction", run), **in_streams),
        "starts a program": a_pdf(_annotate(_link(launch))),
        "starts a program on opening": a_pdf(_set_root("/OpenAction", launch)),
        "sends a form": a_pdf(_annotate(_link(_action("/SubmitForm", F=String("https://x.nl"))))),
        "a form with a program": a_pdf(
            _set_root("/AcroForm", Dictionary({"/XFA": String("<xdp/>"), "/Fields": Array([])}))
        ),
        "an attachment": a_pdf(_attach),
        "an attachment in an object stream": a_pdf(_attach, **in_streams),
        "too many bytes": plain[:-6] + b" " * 15_000_000 + b"%%EOF\n",
        "too many bytes once rewritten": _grows(),
        "an object stream that inflates to 3 GB": _stream_bomb(),
    }


def with_file(document):
    """Stores a file for a row of a factory."""
    FOLDER.store(document.file_name, a_pdf())
    return document


def stored_documents():
    try:
        return set(FOLDER.storage.listdir(FOLDER.name)[1])
    except FileNotFoundError:
        return set()
