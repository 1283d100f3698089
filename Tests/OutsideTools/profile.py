"""Checks a bag and its ZIP against the profile that the bag carries: profile.py BAG ZIP."""

import json
import os
import sys

import bagit
import bagit_profile

bag_folder, archive = sys.argv[1:]
with open(os.path.join(bag_folder, "bagit-profile.json"), encoding="utf-8") as file:
    content = json.load(file)
# The identifier is a name, not an address, so the profile is passed in and not fetched.
profile = bagit_profile.Profile(content["BagIt-Profile-Info"]["BagIt-Profile-Identifier"], profile=content)
is_valid = profile.validate(bagit.Bag(bag_folder)) and profile.validate_serialization(archive)
print(profile.report)
sys.exit(not is_valid)
