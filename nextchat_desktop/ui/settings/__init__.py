"""The settings window: its pages, the connections and the forms drawn from the settings table."""
