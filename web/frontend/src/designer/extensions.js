// Reading and setting the extension elements of one step, each change one step of undo.
import { is } from 'bpmn-js/lib/util/ModelUtil';

export function extension(element, type) {
  const values = element.businessObject.get('extensionElements')?.get('values') ?? [];
  return values.find((one) => is(one, type));
}

export function said(element, type, name) {
  return extension(element, type)?.get(name) ?? '';
}

/** Sets attributes; one that is empty goes, and with the last of them the extension element itself. */
export function set(injector, element, type, properties) {
  const factory = injector.get('bpmnFactory');
  const bo = element.businessObject;
  const commands = [];
  const update = (moddleElement, values) => commands.push({
    cmd: 'element.updateModdleProperties', context: { element, moddleElement, properties: values },
  });
  let holder = bo.get('extensionElements');
  if (!holder) {
    holder = factory.create('bpmn:ExtensionElements', { values: [] });
    holder.$parent = bo;
    update(bo, { extensionElements: holder });
  }
  const present = extension(element, type);
  if (!present) {
    const made = factory.create(type, properties);
    made.$parent = holder;
    update(holder, { values: [...holder.get('values'), made] });
  } else if (isEmpty(present, properties)) {
    update(holder, { values: holder.get('values').filter((one) => one !== present) });
  } else {
    update(present, properties);
  }
  injector.get('commandStack').execute('properties-panel.multi-command-executor', commands);
}

function isEmpty(present, properties) {
  const attributes = present.$descriptor.properties.filter((one) => one.isAttr);
  return attributes.every(({ name }) => {
    const short = name.split(':').pop();
    return !(short in properties ? properties[short] : present.get(name));
  });
}
