"""Every text a person can meet exists in Vietnamese, with its marks, and in English."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from deploy.nats.topology import SERVICES
from shared.database.aggregate import Aggregate
from shared.http.sentences import KIND_LABELS, SHARED_SENTENCES
from shared.texts import Text

CODES = re.compile(
    r"(?:Failure\(|Lack\(|FieldProblem\(|shaped\(\s*r\"[^\"]+\",)\s*(?:f?)\"([a-z_]+)\"",
)
MARKED = re.compile(
    r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE
)


KINDS = re.compile(r"(?:NotFound|NotYetKnown|NotHeard)\(\s*\"([a-z_]+)\"")


def sentences_of(service: str) -> dict[str, Text]:
    texts = importlib.import_module(f"services.{service}.texts")
    return {**SHARED_SENTENCES, **texts.SENTENCES}


def codes_in(folder: Path) -> set[str]:
    return {code for path in folder.rglob("*.py") for code in CODES.findall(path.read_text())}


@pytest.mark.parametrize("service", SERVICES)
def test_every_code_has_its_sentence(service):
    missing = codes_in(Path(f"services/{service}")) - sentences_of(service).keys()
    assert missing == set()


def test_every_shared_code_has_its_sentence():
    assert codes_in(Path("shared")) - SHARED_SENTENCES.keys() == set()


@pytest.mark.parametrize("service", SERVICES)
def test_both_languages_say_the_same_values(service):
    for code, text in sentences_of(service).items():
        english = Text(text.en, text.vi)
        assert text.placeholders() == english.placeholders(), code


@pytest.mark.parametrize("service", SERVICES)
def test_vietnamese_sentences_carry_their_marks(service):
    bare = [code for code, text in sentences_of(service).items() if not MARKED.search(text.vi)]
    assert bare == []


@pytest.mark.parametrize("service", SERVICES)
def test_labels_exist_in_both_languages(service):
    vocabulary = importlib.import_module(f"services.{service}.texts").VOCABULARY
    assert vocabulary
    for name, codes in vocabulary.items():
        for code, text in codes.items():
            assert text.vi.strip(), (name, code)
            assert text.en.strip(), (name, code)


@pytest.mark.parametrize("service", SERVICES)
def test_no_sentence_stands_in_two_topics(service):
    texts = importlib.import_module(f"services.{service}.texts")
    topics = getattr(texts, "TOPICS", ())
    codes = [code for topic in topics for code in topic.SENTENCES]
    assert [code for code in set(codes) if codes.count(code) > 1] == []


@pytest.mark.parametrize("service", SERVICES)
def test_what_a_refusal_speaks_of_has_a_name_in_both_languages(service):
    importlib.import_module(f"services.{service}.models")
    kinds = {
        model.KIND
        for model in Aggregate.__subclasses__()
        if model.__module__.startswith(f"services.{service}.")
    }
    for path in Path(f"services/{service}").rglob("*.py"):
        kinds.update(KINDS.findall(path.read_text()))
    assert kinds
    assert kinds - KIND_LABELS.keys() == set()
