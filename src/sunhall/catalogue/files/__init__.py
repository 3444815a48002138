"""Matters as files: read YAML with line numbers, check it by the published schema, resolve blocks and parameters.

`catalogue.acts` and `catalogue.commands` call this; nothing here touches the database.
"""
